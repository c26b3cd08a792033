using Marten;
using Marten.Services;
using Npgsql;
using Pipeline.Core.Dns;
using Pipeline.Core.Terms;
using Pipeline.Projector.Registry;
using Pipeline.Projector.Zone;
using Pipeline.Store.Failures;
using Pipeline.Store.Leases;
using Pipeline.Store.Locks;
using Pipeline.Store.Registry;

namespace Pipeline.Store.Ledger;

/// <summary>The ledger's streams in Marten.</summary>
internal sealed class PostgresLedgerStore(IDocumentStore store, LeaseTable leases) : ILedgerStore
{
    public Task<IReadOnlyList<string>> ReadZonesAsync(CancellationToken cancel) => QueryAsync(session =>
        session.Query<LedgerEntry>().Where(entry => entry.Zone != "").Select(entry => entry.Zone).Distinct().ToListAsync(cancel));

    public Task<IReadOnlyList<LedgerEntry>> ReadAsync(string zone, CancellationToken cancel) =>
        QueryAsync(session => session.Query<LedgerEntry>().Where(entry => entry.Zone == zone).ToListAsync(cancel));

    public Task<IReadOnlyList<LedgerEntry>> ReadAsync(string zone, IReadOnlyCollection<RecordKey> keys, CancellationToken cancel) =>
        QueryAsync(session => session.LoadManyAsync<LedgerEntry>(cancel, keys.Select(key => LedgerEntry.StreamOf(zone, key))));

    public Task<IReadOnlyList<LedgerEntry>> ReadOpenAsync(
        string zone, IReadOnlyCollection<string>? names, CancellationToken cancel) => QueryAsync(session =>
    {
        var open = session.Query<LedgerEntry>()
            .Where(e => e.Zone == zone && (e.Held != null || e.Pending != null || e.Foreign != null || (e.ChangeId != null && !e.InSync)));
        if (names?.ToArray() is { } wanted) open = open.Where(e => e.Key!.Name.IsOneOf(wanted));
        return open.ToListAsync(cancel);
    });

    public Task AppendAsync(IReadOnlyList<LedgerAppend> appends, TermClaim term, CancellationToken cancel) => StoreCall.RunAsync(async () =>
    {
        if (appends.Count == 0) return;
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using (var join = new NpgsqlBatch(connection) { BatchCommands = { new(AdvisoryLocks.JoinWriters) } })
            await join.ExecuteNonQueryAsync(cancel);
        await leases.RequireAsync(term, connection, cancel);
        await using (var session = store.LightweightSession(SessionOptions.ForTransaction(transaction)))
        {
            session.CorrelationId = Origin.Here.Trace;
            foreach (var append in appends)
                session.Events.Append(append.Stream, append.Version, Events(session, append));
            await session.SaveChangesAsync(cancel);
        }

        await transaction.CommitAsync(cancel);
    });

    private static object[] Events(IDocumentSession session, LedgerAppend append) =>
        append.Traces.Count == 0 ? [.. append.Events] : [.. append.Events.Select(happened => session.WithTraces(happened, append.Traces))];

    private Task<IReadOnlyList<T>> QueryAsync<T>(Func<IQuerySession, Task<IReadOnlyList<T>>> query) => StoreCall.RunAsync(async () =>
    {
        await using var session = store.QuerySession();
        return await query(session);
    });
}
