using System.Globalization;
using Pipeline.Core.Health;
using Pipeline.Core.Storage;

namespace Pipeline.History.Words;

/// <summary>Describes a saga's events in words.</summary>
internal static class HealthEventWords
{
    /// <summary>The event in words; null for an event that is stored only to order facts.</summary>
    public static string? Describe(object recorded) => recorded switch
    {
        RunWatched e => $"health checks began for the run of {e.Run:u} on {e.Host}: {string.Join(", ", e.Watches.Select(Describe))}",
        WatchesChanged e => $"checks changed: {string.Join(", ", e.Watches.Select(Describe))}",
        UnknownEvent e => e.Text,
        FactHeard => null,
        ProbeHeard e => DescribeResult(e.Result),
        StateChanged e => $"{Glossary.HealthStates.Show(e.From)} → {Glossary.HealthStates.Show(e.To)}: {e.Cause}",
        CauseChanged e => $"same state, new cause: {e.Cause}",
        VerdictReached e => $"health decision {e.Sequence}: {(e.Condemned ? "eject" : "restore")}",
        VerdictTaken { ChangeId: { } change } e => $"health decision {e.Sequence} applied: change {change}",
        VerdictTaken e => $"health decision {e.Sequence} applied",
        StopOrdered e => $"stop requested, attempt {e.Attempt}: {e.Reason}",
        StopAnswered { Outcome: StopOutcome.Accepted } e => $"stop request accepted: {e.Text}",
        StopAnswered { Outcome: StopOutcome.Gone } e => $"stop request: already gone: {e.Text}",
        StopAnswered { Outcome: StopOutcome.Withheld } e => $"stop withheld: {e.Text}",
        StopAnswered e => $"stop request failed: {e.Text}",
        _ => throw new ArgumentOutOfRangeException(
            nameof(recorded), recorded.GetType().Name, "HealthEventWords has no words for this event."),
    };

    private static string DescribeResult(ProbeResult result)
    {
        var outcome = result.Passed ? "passed" : "failed";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"check {outcome} on port {result.Port}: {result.Text} ({result.Took.TotalMilliseconds:0} ms, checked by {result.Prober})");
    }

    private static string Describe(Watch watch) => $"{watch.Service} at {watch.At}, {watch.Check?.Text ?? "no check"}";
}
