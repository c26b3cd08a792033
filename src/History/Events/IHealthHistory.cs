using Pipeline.Core.Health;
using Pipeline.Core.Storage;
using Pipeline.History.Words;

namespace Pipeline.History.Events;

/// <summary>The recorded events of the sagas.</summary>
public interface IHealthHistory
{
    /// <summary>The events that match, the oldest first.</summary>
    IAsyncEnumerable<RecordedHealth> ReadAsync(HealthQuestion question, CancellationToken cancel);

    /// <summary>The sequence of the newest event; 0 if there is none.</summary>
    Task<long> NewestAsync(CancellationToken cancel);
}

/// <summary>Which events are wanted; a condition that is null matches every event.</summary>
/// <param name="Service">Only events of containers that were ever checked for this service.</param>
/// <param name="Container">Only events of this container, by its full identifier.</param>
/// <param name="Host">Only events of containers that were ever checked on this host.</param>
/// <param name="Since">Only events from this moment on.</param>
/// <param name="After">Only events with a higher sequence.</param>
/// <param name="Last">Only this number of the newest events.</param>
/// <param name="Until">Only events before this moment.</param>
/// <param name="Before">Only events with a lower sequence.</param>
public sealed record HealthQuestion(
    string? Service = null, string? Container = null, string? Host = null, DateTimeOffset? Since = null, long? After = null,
    int? Last = null, DateTimeOffset? Until = null, long? Before = null);

/// <summary>One event of a container's health.</summary>
/// <param name="Sequence">Increases with each event of the store.</param>
/// <param name="ContainerId">The container's full identifier.</param>
/// <param name="Happened">A <see cref="HealthEvent"/>, or an <see cref="UnknownEvent"/>.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="Trace">The trace under which it was recorded (W3C trace id); null if none was stored.</param>
public sealed record RecordedHealth(long Sequence, string ContainerId, object Happened, DateTimeOffset At, string? Trace)
{
    /// <summary>The event in words; null for an event that is stored only to order facts.</summary>
    public string? What => HealthEventWords.Describe(Happened);
}
