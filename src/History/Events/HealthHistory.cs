using System.Runtime.CompilerServices;
using System.Text.Json;
using JasperFx.Events;
using Marten;
using Marten.Linq.MatchesSql;
using Pipeline.Core.Health;
using Pipeline.HealthSaga.Store;
using Pipeline.History.Words;

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
/// <param name="What">The same for people; null for what only keeps the order of things.</param>
/// <param name="Trace">The trace that it was recorded under (W3C trace id); null where none was kept.</param>
public sealed record RecordedHealth(long Sequence, string ContainerId, HealthEvent Happened, string? What, string? Trace);

/// <summary>Reads the events of the sagas' store.</summary>
public sealed class HealthHistory(HealthStore store) : IHealthHistory, IAsyncDisposable
{
    /// <summary>Reads a database where no health saga runs in this process.</summary>
    public static HealthHistory Open(string database) => new(new HealthStore(database));

    public async IAsyncEnumerable<RecordedHealth> ReadAsync(HealthQuestion question, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var session = store.OpenQuery();
        IQueryable<IEvent> events = session.Events.QueryAllRawEvents();
        if (question.After is { } after) events = events.Where(e => e.Sequence > after);
        if (question.Since is { } since) events = events.Where(e => e.Timestamp >= since);
        if (question.Container is { } container) events = events.Where(e => e.StreamKey == container);
        if (question.Service is { } service)
        {
            var watches = JsonSerializer.Serialize(new[] { new { Service = service } });
            events = events.Where(e => e.MatchesSql(HealthIndexes.IsOfService, watches));
        }

        if (question.Host is { } host) events = events.Where(e => e.MatchesSql(HealthIndexes.IsOfHost, host));

        if (question.Last is { } last)
        {
            foreach (var recorded in (await events.OrderByDescending(e => e.Sequence).Take(last).ToListAsync(cancel)).Reverse())
                if (Of(recorded) is { } one) yield return one;
            yield break;
        }

        await foreach (var recorded in events.OrderBy(e => e.Sequence).ToAsyncEnumerable(cancel))
            if (Of(recorded) is { } one) yield return one;
    }

    public async Task<long> NewestAsync(CancellationToken cancel)
    {
        await using var session = store.OpenQuery();
        return await session.Events.QueryAllRawEvents().OrderByDescending(e => e.Sequence).Select(e => e.Sequence).FirstOrDefaultAsync(cancel);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private static RecordedHealth? Of(IEvent recorded) => recorded.Data is HealthEvent happened
        ? new RecordedHealth(recorded.Sequence, recorded.StreamKey!, happened, HealthEventWords.Describe(happened), recorded.CorrelationId)
        : null;
}
