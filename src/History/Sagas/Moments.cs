using System.Globalization;
using Pipeline.Core.Health;
using Pipeline.Core.Storage;

namespace Pipeline.History.Sagas;

/// <summary>What happened, in words.</summary>
internal static class Moments
{
    /// <summary>Null for what only keeps the order of things.</summary>
    public static string? Of(HealthEvent happened) => happened switch
    {
        RunWatched e => $"run of {e.Run:u} on {e.Host}: {string.Join(", ", e.Watches.Select(Of))}",
        WatchesChanged e => $"now {string.Join(", ", e.Watches.Select(Of))}",
        FactHeard => null,
        ProbeHeard { Result: var r } => string.Create(CultureInfo.InvariantCulture, $"port {r.Port} {(r.Passed ? "passes" : "fails")}: {r.Text} ({r.Took.TotalMilliseconds:0} ms, seen by {r.Prober})"),
        StateChanged e => $"{StoredWords.TextOf(e.From)} → {StoredWords.TextOf(e.To)}: {e.Cause}",
        CauseChanged e => $"still there: {e.Cause}",
        VerdictReached e => $"verdict {e.Sequence}: {(e.Condemned ? "to leave the zone" : "to answer")}",
        VerdictTaken { ChangeId: { } change } e => $"verdict {e.Sequence} is carried out: change {change}",
        VerdictTaken e => $"verdict {e.Sequence} is carried out",
        StopOrdered e => $"ordered to stop, attempt {e.Attempt}: {e.Reason}",
        StopAnswered e => $"the order was answered: {StoredWords.TextOf(e.Outcome)}: {e.Text}",
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened.GetType().Name, "An event that no story tells."),
    };

    private static string Of(Watch watch) => $"{watch.Service} at {watch.At} by {watch.Check?.Text ?? "no check"}";
}
