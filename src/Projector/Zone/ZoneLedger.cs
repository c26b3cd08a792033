using Marten;
using Marten.Services;
using Pipeline.Core.Dns;
using Pipeline.Projector.Registry;

namespace Pipeline.Projector.Zone;

/// <summary>
/// What was written to a zone, as events: the ledger is ownership. Each append names the version that it follows, so that a writer that
/// lost its leadership finds out before it touches the zone.
/// </summary>
public sealed class ZoneLedger(IDocumentStore store, TimeProvider time)
{
    /// <summary>Everything that the ledger knows of a zone.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> ReadAsync(string zone, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        return await session.Query<LedgerEntry>().Where(e => e.Zone == zone).ToListAsync(cancel);
    }

    /// <summary>What the ledger holds, awaits or is in conflict about; what it let go long ago is not among it.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> ReadOpenAsync(string zone, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        return await Open(session, zone).ToListAsync(cancel);
    }

    /// <summary>The same of some names and types, whatever their set identifiers.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> ReadOpenAsync(string zone, IEnumerable<RecordKey> names, CancellationToken cancel)
    {
        var asked = names.ToList();
        if (asked.Count == 0) return [];
        await using var session = store.QuerySession();
        var found = await Open(session, zone).Where(e => e.Key!.Name.IsOneOf(asked.Select(key => key.Name).ToArray())).ToListAsync(cancel);
        return [.. found.Where(e => asked.Contains(e.Key! with { SetIdentifier = null }))];
    }

    private static IQueryable<LedgerEntry> Open(IQuerySession session, string zone) => session.Query<LedgerEntry>()
        .Where(e => e.Zone == zone && (e.Held != null || e.Pending != null || e.Foreign != null || (e.ChangeId != null && !e.InSync)));

    /// <summary>What the ledger knows of some records of a zone.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> ReadAsync(string zone, IEnumerable<RecordKey> keys, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        return await session.LoadManyAsync<LedgerEntry>(cancel, keys.Select(key => LedgerEntry.StreamOf(zone, key)));
    }

    /// <summary>Notes changes that are about to be sent.</summary>
    /// <remarks>Where another writer leads, it throws what <see cref="Registry.StoreFailures.IsConflict"/> knows.</remarks>
    public Task SubmitAsync(Submission submission, CancellationToken cancel) =>
        AppendAsync(submission, change => [new ChangeSubmitted(change, submission.Batch, time.GetUtcNow())], cancel);

    /// <summary>Notes that the zone took them.</summary>
    public Task AcceptAsync(Submission submission, ZoneReceipt receipt, CancellationToken cancel) =>
        AppendAsync(submission, _ => receipt.InSync
            ? [new ChangeAccepted(receipt.ChangeId, time.GetUtcNow()), new ChangeInSync(receipt.ChangeId, time.GetUtcNow())]
            : [new ChangeAccepted(receipt.ChangeId, time.GetUtcNow())], cancel);

    /// <summary>Notes that the zone refused a change.</summary>
    public Task RefuseAsync(Submission submission, string error, CancellationToken cancel) =>
        AppendAsync(submission, _ => [new ChangeRefused(error, time.GetUtcNow())], cancel);

    /// <summary>Notes that a change has reached every name server, for those of its records that no newer change was accepted for.</summary>
    public async Task NoteInSyncAsync(string zone, string changeId, IEnumerable<RecordKey> keys, CancellationToken cancel)
    {
        var entries = await ReadAsync(zone, keys, cancel);
        await WriteAsync(session =>
        {
            foreach (var entry in entries.Where(e => e.ChangeId == changeId && !e.InSync))
                session.Events.Append(entry.Id, entry.Version + 1, new ChangeInSync(changeId, time.GetUtcNow()));
        }, cancel);
    }

    /// <summary>Notes where the zone contradicts the ledger.</summary>
    public Task NoteAsync(IReadOnlyCollection<(LedgerEntry Entry, RecordFound Found)> findings, CancellationToken cancel) => WriteAsync(session =>
    {
        foreach (var (entry, found) in findings)
            session.Events.Append(entry.Id, entry.Version + 1, found);
    }, cancel);

    private Task AppendAsync(Submission submission, Func<RecordChange, LedgerEvent[]> happened, CancellationToken cancel) => WriteAsync(session =>
    {
        foreach (var change in submission.Changes)
        {
            var events = happened(change);
            var stream = LedgerEntry.StreamOf(submission.Zone, change.Set.Key);
            session.Events.Append(stream, submission.Advance(stream, events.Length), Marked(session, events, submission.TracesOf(change.Set.Key)));
        }
    }, cancel);

    /// <summary>Each under the newest trace that led to it; a change that serves several has links to the others.</summary>
    private static object[] Marked(IDocumentSession session, LedgerEvent[] events, IReadOnlyList<string> traces)
    {
        if (traces.Count == 0) return events;
        var others = traces.SkipLast(1).Select(TraceParent.TraceOf).ToList();
        var newest = TraceParent.TraceOf(traces[^1]);
        return [.. events.Select(happened =>
        {
            var marked = session.Events.BuildEvent(happened);
            marked.CorrelationId = newest;
            if (others.Count > 0) marked.SetHeader(Origin.LinksHeader, string.Join(' ', others));
            return marked;
        })];
    }

    private async Task WriteAsync(Action<IDocumentSession> write, CancellationToken cancel)
    {
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await WritersTurn.TakeAsync(connection, WritersTurn.Together, cancel);
        await using (var session = store.LightweightSession(SessionOptions.ForTransaction(transaction)))
        {
            session.CorrelationId = Origin.Here.Trace;
            write(session);
            await session.SaveChangesAsync(cancel);
        }

        await transaction.CommitAsync(cancel);
    }
}
