using System.Diagnostics;

namespace Pipeline.Projector.Registry;

/// <summary>
/// A span in its text form: <c>00-TRACE-SPAN-FLAGS</c> (https://www.w3.org/TR/trace-context/#traceparent-header). A bare trace identifier
/// means a trace of which no span is known.
/// </summary>
public static class TraceParent
{
    private const int Length = 55, TraceAt = 3, TraceLength = 32;

    /// <summary>What is under way here; null for nothing.</summary>
    public static string? Here => Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: var span } ? span : null;

    /// <summary>The trace alone, as it is recorded with events: 32 hexadecimal digits.</summary>
    public static string TraceOf(string parent) => parent.Length == Length ? parent.Substring(TraceAt, TraceLength) : parent;

    /// <summary>The span, to be continued; false where it is not known.</summary>
    public static bool TryRead(string parent, out ActivityContext span) =>
        ActivityContext.TryParse(parent, traceState: null, isRemote: true, out span);
}
