using System.Diagnostics;

namespace Pipeline.Projector.Registry;

/// <summary>
/// A span in its text form: <c>00-TRACE-SPAN-FLAGS</c> (https://www.w3.org/TR/trace-context/#traceparent-header). A bare trace identifier
/// denotes a trace with an unknown span.
/// </summary>
public static class TraceParent
{
    private const int Length = 55, TraceAt = 3, TraceLength = 32;

    /// <summary>The current span; null if there is none.</summary>
    public static string? Here => Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: var span } ? span : null;

    /// <summary>The trace identifier, as stored with events: 32 hexadecimal digits.</summary>
    public static string TraceOf(string parent) => parent.Length == Length ? parent.Substring(TraceAt, TraceLength) : parent;

    /// <summary>Parses the span; returns false if it is unknown.</summary>
    public static bool TryRead(string parent, out ActivityContext span) =>
        ActivityContext.TryParse(parent, traceState: null, isRemote: true, out span);
}
