using System.Runtime.CompilerServices;
using System.Text.Json;
using JasperFx.Events;
using Marten;
using Marten.Linq.MatchesSql;
using Pipeline.Core.Health;
using Pipeline.History.Events;
using Pipeline.Store.Failures;

namespace Pipeline.Store.Sagas;

/// <summary>Reads the events of the sagas from Marten's event store.</summary>
internal sealed class HealthHistory(SagaDatabase database) : IHealthHistory
{
    public async IAsyncEnumerable<RecordedHealth> ReadAsync(HealthQuestion question, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var session = database.OpenQuery();
        var events = EventsFor(question, session);
        if (question.Last is { } last)
        {
            var newest = await StoreCall.RunAsync(() => events.OrderByDescending(e => e.Sequence).Take(last).ToListAsync(cancel));
            foreach (var recorded in newest.Reverse())
                if (RecordedFrom(recorded) is { } one) yield return one;
            yield break;
        }

        await using var rows = events.OrderBy(e => e.Sequence).ToAsyncEnumerable(cancel).GetAsyncEnumerator(cancel);
        while (await StoreCall.RunAsync(() => rows.MoveNextAsync().AsTask()))
            if (RecordedFrom(rows.Current) is { } one) yield return one;
    }

    public Task<long> NewestAsync(CancellationToken cancel) => StoreCall.RunAsync(async () =>
    {
        await using var session = database.OpenQuery();
        return await session.Events.QueryAllRawEvents().OrderByDescending(e => e.Sequence).Select(e => e.Sequence).FirstOrDefaultAsync(cancel);
    });

    private static IQueryable<IEvent> EventsFor(HealthQuestion question, IQuerySession session)
    {
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
        return events;
    }

    private static RecordedHealth? RecordedFrom(IEvent recorded) => recorded.Data is HealthEvent happened
        ? new RecordedHealth(recorded.Sequence, recorded.StreamKey!, happened, recorded.CorrelationId)
        : null;
}
