using Pipeline.Core.Health;
using Pipeline.Core.Storage;
using Pipeline.HealthSaga.Store;

namespace Pipeline.History.Events;

/// <summary>What the sagas recorded.</summary>
public interface IHealthHistory
{
    /// <summary>Events as they were recorded, the oldest first.</summary>
    IAsyncEnumerable<RecordedHealth> ReadAsync(HealthQuestion question, CancellationToken cancel);

    /// <summary>The sequence of the newest event.</summary>
    Task<long> NewestAsync(CancellationToken cancel);
}

/// <summary>Which events are asked for; what is null is not asked.</summary>
/// <param name="After">Only those of a later sequence.</param>
/// <param name="Last">Only so many of the newest.</param>
public sealed record HealthQuestion(string? Service = null, string? Container = null, string? Host = null, DateTimeOffset? Since = null, long? After = null, int? Last = null);

/// <summary>One event of a container's health.</summary>
/// <param name="Sequence">Grows over the whole store.</param>
/// <param name="Happened">A <see cref="HealthEvent"/>, or an <see cref="UnknownEvent"/>.</param>
/// <param name="At">When it happened.</param>
/// <param name="What">The same for people; null for what only keeps the order of things.</param>
/// <param name="Trace">The trace that it was recorded under (W3C trace id); null where none was kept.</param>
public sealed record RecordedHealth(long Sequence, string ContainerId, object Happened, DateTimeOffset At, string? What, string? Trace);

/// <summary>Reads the events of the sagas' store.</summary>
public sealed class HealthHistory(HealthStore store) : IHealthHistory, IAsyncDisposable
{
    /// <summary>Reads a database where no health saga runs in this process.</summary>
    public static HealthHistory Open(string database) => new(new HealthStore(database));

    private readonly HealthEvents events = new(store);

    public IAsyncEnumerable<RecordedHealth> ReadAsync(HealthQuestion question, CancellationToken cancel) => events.ReadAsync(question, cancel);

    public Task<long> NewestAsync(CancellationToken cancel) => events.NewestAsync(cancel);

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
