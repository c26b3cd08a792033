using Pipeline.Core.Health;
using Pipeline.Core.Storage;
using Pipeline.History.Words;

namespace Pipeline.History.Events;

/// <summary>The events of the sagas.</summary>
public interface IHealthHistory
{
    /// <summary>The events that match, the oldest first.</summary>
    IAsyncEnumerable<RecordedHealth> ReadAsync(HealthQuestion question, CancellationToken cancel);

    /// <summary>The sequence of the newest event; 0 where there is none.</summary>
    Task<long> NewestAsync(CancellationToken cancel);
}

/// <summary>Which events are wanted; a part that is null matches every event.</summary>
/// <param name="After">Only those of a later sequence.</param>
/// <param name="Last">Only so many of the newest.</param>
public sealed record HealthQuestion(
    string? Service = null, string? Container = null, string? Host = null, DateTimeOffset? Since = null, long? After = null,
    int? Last = null);

/// <summary>One event of a container's health.</summary>
/// <param name="Sequence">Grows over the whole store.</param>
/// <param name="Happened">A <see cref="HealthEvent"/>, or an <see cref="UnknownEvent"/>.</param>
/// <param name="Trace">The trace that it was recorded under (W3C trace id); null where none was kept.</param>
public sealed record RecordedHealth(long Sequence, string ContainerId, object Happened, DateTimeOffset At, string? Trace)
{
    /// <summary>The event for people; null for one that is kept only to order facts.</summary>
    public string? What => HealthEventWords.Describe(Happened);
}
