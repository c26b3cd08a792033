using JasperFx.Events;
using Marten;
using Pipeline.Core.Dns;
using Pipeline.Core.Storage;
using Pipeline.History.Reading;
using Pipeline.Store.Failures;

namespace Pipeline.Store.Ledger;

/// <summary>
/// Searches the ledger. Every query uses an index and none reads the ledger from its beginning, so the cost does not grow with the
/// number of events.
/// </summary>
internal sealed class PostgresLedgerReader(IDocumentStore store) : ILedgerReader
{
    private static readonly string[] Outcomes = [EventNames.ChangeAccepted, EventNames.ChangeInSync, EventNames.RecordFound];

    /// <summary>The kinds of events that are read: Marten cannot read unknown kinds.</summary>
    private static readonly string[] Known = [.. EventNames.OfLedger.Keys];

    private readonly RecentOutcomes recent = new(store, Outcomes, Known);

    public Task<IReadOnlyList<LedgerEntry>> FindAsync(IReadOnlyCollection<string> names, CancellationToken cancel) => QueryAsync(session =>
    {
        var wanted = names.ToArray();
        return session.Query<LedgerEntry>().Where(entry => entry.Key!.Name.IsOneOf(wanted)).ToListAsync(cancel);
    });

    public Task<string?> FindZoneAsync(string domain, CancellationToken cancel) => QueryAsync(session =>
    {
        var suffix = "." + domain;
        return session.Query<LedgerEntry>().Where(entry => entry.Key!.Name.EndsWith(suffix))
            .OrderByDescending(entry => entry.Since).Select(entry => entry.Zone).FirstOrDefaultAsync(cancel);
    });

    public Task<IReadOnlyList<(
        string Stream, LedgerEvent Happened)>> ReadStreamsAsync(IReadOnlyCollection<string> streams, int last, CancellationToken cancel) =>
        QueryAsync<IReadOnlyList<(string, LedgerEvent)>>(async session =>
        {
            var wanted = streams.ToArray();
            var newest = await session.Events.QueryAllRawEvents().Where(e => e.StreamKey!.IsOneOf(wanted) && e.EventTypeName.IsOneOf(Known))
                .OrderByDescending(e => e.Sequence).Take(last).ToListAsync(cancel);
            return [.. newest.Reverse().Select(Pair)];
        });

    public Task<IReadOnlyList<(string Stream, LedgerEvent Happened)>> ReadOutcomesAsync(int window, CancellationToken cancel) =>
        StoreCall.RunAsync(() => recent.ReadAsync(window, cancel));

    private static (string Stream, LedgerEvent Happened) Pair(IEvent recorded) => (recorded.StreamKey!, (LedgerEvent)recorded.Data);

    private Task<T> QueryAsync<T>(Func<IQuerySession, Task<T>> query) => StoreCall.RunAsync(async () =>
    {
        await using var session = store.QuerySession();
        return await query(session);
    });
}
