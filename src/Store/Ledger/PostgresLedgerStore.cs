using Marten;
using Marten.Services;
using Npgsql;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Fencing;
using Pipeline.Core.Terms;
using Pipeline.Projector.Registry;
using Pipeline.Projector.Zone;
using Pipeline.Store.Failures;
using Pipeline.Store.Leases;
using Pipeline.Store.Locks;
using Pipeline.Store.Registry;

namespace Pipeline.Store.Ledger;

/// <summary>The ledger's streams in Marten.</summary>
internal sealed class PostgresLedgerStore(IDocumentStore store, LeaseTable leases, FenceTable fences) : ILedgerStore
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

    public async Task AppendAsync(IReadOnlyList<LedgerAppend> appends, TermClaim term, CancellationToken cancel)
    {
        if (appends.Count > 0) await WriteAsync(appends, term, _ => Task.FromResult(true), cancel);
    }

    public async Task<ZoneFence> SubmitAsync(
        IReadOnlyList<LedgerAppend> appends, FenceRequest request, TermClaim term, CancellationToken cancel)
    {
        var issued = await WriteAsync(appends, term, connection => fences.IssueAsync(request, connection, cancel), cancel);
        return issued.Last(term.Number);
    }

    public Task<FenceMemory?> ReadFenceAsync(string zone, CancellationToken cancel) => StoreCall.RunAsync(async () =>
    {
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancel);
        return await fences.ReadAsync(zone, connection, cancel);
    });

    /// <summary>Appends, and does more in the same transaction, after the term was checked.</summary>
    private Task<T> WriteAsync<T>(
        IReadOnlyList<LedgerAppend> appends, TermClaim term, Func<NpgsqlConnection, Task<T>> more, CancellationToken cancel) =>
        StoreCall.RunAsync(async () =>
        {
            await using var connection = store.Storage.Database.CreateConnection();
            await connection.OpenAsync(cancel);
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            await using (var join = new NpgsqlBatch(connection) { BatchCommands = { new(AdvisoryLocks.JoinWriters) } })
                await join.ExecuteNonQueryAsync(cancel);
            await leases.RequireAsync(term, connection, cancel);
            var result = await more(connection);
            if (appends.Count > 0)
            {
                await using var session = store.LightweightSession(SessionOptions.ForTransaction(transaction));
                session.CorrelationId = Origin.Here.Trace;
                foreach (var append in appends)
                    session.Events.Append(append.Stream, append.Version, Events(session, append));
                await session.SaveChangesAsync(cancel);
            }

            await transaction.CommitAsync(cancel);
            return result;
        });

    private static object[] Events(IDocumentSession session, LedgerAppend append) =>
        append.Traces.Count == 0 ? [.. append.Events] : [.. append.Events.Select(happened => session.WithTraces(happened, append.Traces))];

    private Task<IReadOnlyList<T>> QueryAsync<T>(Func<IQuerySession, Task<IReadOnlyList<T>>> query) => StoreCall.RunAsync(async () =>
    {
        await using var session = store.QuerySession();
        return await query(session);
    });
}
