using Pipeline.Contracts;
using Pipeline.Core.Instances;
using Pipeline.History.Events;
using Pipeline.History.Sagas;
using Pipeline.History.Words;

namespace Pipeline.History.Why;

/// <summary>What a container said last: its exit code, its crashes, or the answer to its check.</summary>
internal static class LastWords
{
    /// <param name="container">The container; null if nothing is known of it.</param>
    /// <param name="events">Its events, the oldest first.</param>
    /// <param name="saga">Its health; null if nothing checks it.</param>
    /// <returns>The words; null if it said nothing.</returns>
    public static string? Find(Container? container, IReadOnlyList<RecordedEvent> events, SagaView? saga)
    {
        var words = new[]
        {
            container is { IsPresent: true, Crashes: { } crashes } ? DescribeCrashes(crashes) : null,
            container is { IsPresent: true } && saga is not null ? DescribeHealth(saga) : null,
            container is { IsPresent: false } ? DescribeEnd(events) : null,
        };
        return string.Join("; ", words.OfType<string>()) is { Length: > 0 } said ? said : null;
    }

    private static string DescribeCrashes(CrashCount crashes) =>
        $"restarted {crashes.Count} {(crashes.Count == 1 ? "time" : "times")} after it ended by itself"
        + (crashes.ExitCode is { } code ? $", exit code {code}" : "");

    private static string DescribeHealth(SagaView saga) =>
        $"{Glossary.HealthStates.Show(saga.State)}"
        + (saga.LastFailure is { } failure ? $", last answer on {failure}" : saga.Cause is "" ? "" : $" ({saga.Cause})");

    private static string? DescribeEnd(IReadOnlyList<RecordedEvent> events) =>
        events.LastOrDefault(recorded => recorded.Happened is RunEnded)?.Happened is RunEnded ended
            ? $"ended {ended.At:u}{(ended.ExitCode is { } code ? $", exit code {code}" : "")}"
            : null;
}
