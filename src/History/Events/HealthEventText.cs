using System.Globalization;
using Pipeline.Core.Health;

namespace Pipeline.History.Events;

/// <summary>The events of health as text for people.</summary>
internal static class HealthEventText
{
    /// <returns>Null for an event that is kept only to order facts.</returns>
    public static string? Describe(HealthEvent happened) => happened switch
    {
        RunWatched e => $"run of {e.Run:u} on {e.Host}: {string.Join(", ", e.Watches.Select(Describe))}",
        WatchesChanged e => $"now {string.Join(", ", e.Watches.Select(Describe))}",
        FactHeard => null,
        ProbeHeard { Result: var r } => string.Create(
            CultureInfo.InvariantCulture,
            $"port {r.Port} {(r.Passed ? "passes" : "fails")}: {r.Text} ({r.Took.TotalMilliseconds:0} ms, seen by {r.Prober})"),
        StateChanged e => $"{e.From} → {e.To}: {e.Cause}",
        CauseChanged e => $"still there: {e.Cause}",
        VerdictReached e => $"verdict {e.Sequence}: {(e.Condemned ? "to leave the zone" : "to answer")}",
        VerdictTaken { ChangeId: { } change } e => $"verdict {e.Sequence} is carried out: change {change}",
        VerdictTaken e => $"verdict {e.Sequence} is carried out",
        StopOrdered e => $"ordered to stop, attempt {e.Attempt}: {e.Reason}",
        StopAnswered e => $"the order was answered: {e.Outcome}: {e.Text}",
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened.GetType().Name, "An unknown event."),
    };

    private static string Describe(Watch watch) => $"{watch.Service} at {watch.At} by {watch.Check?.Text ?? "no check"}";
}
