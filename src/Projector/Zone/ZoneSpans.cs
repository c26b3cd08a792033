using System.Diagnostics;
using Pipeline.Core.Dns;
using Pipeline.Projector.Registry;
using Pipeline.Projector.Telemetry;

namespace Pipeline.Projector.Zone;

/// <summary>
/// The spans of the zone in the traces that caused its changes. One change list belongs to many traces: each trace gets a span for each of
/// its own records, as a child of the span that consumed the fact. Spans are created when they end, and only if a listener collects them.
/// </summary>
internal static class ZoneSpans
{
    /// <summary>A separate source: no trace identifier depends on it, so it may stay disabled if its spans are not collected.</summary>
    public const string Name = ProjectorTelemetry.Name + ".Zone";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>The zone accepted a list: <c>zone change</c>, and <c>zone in sync</c> if every name server has it at once.</summary>
    public static void Accepted(Submission submission, ZoneReceipt receipt, DateTimeOffset now)
    {
        Add("zone change", submission, receipt.ChangeId, refusal: null, submission.At, now);
        if (receipt.InSync) InSync(submission, receipt.ChangeId, now, now);
    }

    /// <summary>The zone refused a list: <c>zone change</c> with error status.</summary>
    public static void Refused(Submission submission, string refusal, DateTimeOffset now) =>
        Add("zone change", submission, changeId: null, refusal, submission.At, now);

    /// <summary>Every name server serves the changes of a list: <c>zone in sync</c>.</summary>
    public static void InSync(Submission submission, string changeId, DateTimeOffset accepted, DateTimeOffset now) =>
        Add("zone in sync", submission, changeId, refusal: null, accepted, now);

    private static void Add(
        string name, Submission submission, string? changeId, string? refusal, DateTimeOffset from, DateTimeOffset until)
    {
        if (!Source.HasListeners() || submission.Cause.Traces.Count == 0) return;
        foreach (var change in submission.Changes)
            foreach (var trace in submission.TracesOf(change.Set.Key))
                if (TraceParent.TryRead(trace, out var parent)) Add(name, parent, change, changeId, refusal, from, until);
    }

    private static void Add(
        string name,
        ActivityContext parent,
        RecordChange change,
        string? changeId,
        string? refusal,
        DateTimeOffset from,
        DateTimeOffset until)
    {
        using var span = Source.StartActivity(name, ActivityKind.Client, parent, startTime: from);
        span?
            .SetTag("record", change.Set.Key.ToString())
            .SetTag("action", change.Action.ToString())
            .SetTag("change.id", changeId)
            .SetEndTime(until.UtcDateTime);
        if (refusal is not null) span?.SetStatus(ActivityStatusCode.Error, refusal);
    }
}
