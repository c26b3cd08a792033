using Pipeline.Core.Dns;
using Pipeline.Projector.Election;

namespace Pipeline.Projector.Zone;

/// <summary>
/// The changes written to a zone, as events. The ledger defines which records this system owns. Each append specifies the leader's
/// term and the expected stream version, so that a writer that lost its leadership fails before it changes the zone.
/// </summary>
public sealed class ZoneLedger(ILedgerStore store, TimeProvider time)
{
    /// <summary>All ledger entries of a zone.</summary>
    public Task<IReadOnlyList<LedgerEntry>> ReadAsync(string zone, CancellationToken cancel) => store.ReadAsync(zone, cancel);

    /// <summary>The ledger entries of some records of a zone.</summary>
    public Task<IReadOnlyList<LedgerEntry>> ReadAsync(string zone, IEnumerable<RecordKey> keys, CancellationToken cancel) =>
        store.ReadAsync(zone, [.. keys], cancel);

    /// <summary>The open entries of a zone: those that hold a record set, await an outcome or are in conflict.</summary>
    public Task<IReadOnlyList<LedgerEntry>> ReadOpenAsync(string zone, CancellationToken cancel) =>
        store.ReadOpenAsync(zone, names: null, cancel);

    /// <summary>The open entries of some names and types, with any set identifier.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> ReadOpenAsync(string zone, IEnumerable<RecordKey> names, CancellationToken cancel)
    {
        var wanted = names.ToList();
        if (wanted.Count == 0) return [];
        var found = await store.ReadOpenAsync(zone, [.. wanted.Select(key => key.Name)], cancel);
        return [.. found.Where(e => wanted.Contains(e.Key! with { SetIdentifier = null }))];
    }

    /// <summary>Records changes before they are sent.</summary>
    /// <exception cref="Core.Storage.StoreConflictException">Another process is the leader.</exception>
    /// <exception cref="OperationCanceledException">The term is over.</exception>
    public Task SubmitAsync(Submission submission, CancellationToken cancel) =>
        AppendAsync(submission, change => [new ChangeSubmitted(change, submission.Batch, time.GetUtcNow())], cancel);

    /// <summary>Records that the zone accepted the changes.</summary>
    public Task AcceptAsync(Submission submission, ZoneReceipt receipt, CancellationToken cancel) =>
        AppendAsync(submission, _ => receipt.InSync
            ? [new ChangeAccepted(receipt.ChangeId, time.GetUtcNow()), new ChangeInSync(receipt.ChangeId, time.GetUtcNow())]
            : [new ChangeAccepted(receipt.ChangeId, time.GetUtcNow())], cancel);

    /// <summary>Records that the zone refused the changes.</summary>
    public Task RefuseAsync(Submission submission, string error, CancellationToken cancel) =>
        AppendAsync(submission, _ => [new ChangeRefused(error, time.GetUtcNow())], cancel);

    /// <summary>
    /// Records that a change has reached every name server, for those of its records that have no newer accepted change.
    /// </summary>
    public async Task NoteInSyncAsync(
        string zone, string changeId, IEnumerable<RecordKey> keys, ILeaderTerm term, CancellationToken cancel)
    {
        var entries = await ReadAsync(zone, keys, cancel);
        await AppendAsync(
            [.. entries.Where(e => e.ChangeId == changeId && !e.InSync)
                .Select(e => new LedgerAppend(e.Id, e.Version + 1, [new ChangeInSync(changeId, time.GetUtcNow())], []))],
            term,
            cancel);
    }

    /// <summary>Records differences between the zone and the ledger.</summary>
    public Task NoteAsync(
        IReadOnlyCollection<(LedgerEntry Entry, RecordFound Found)> findings, ILeaderTerm term, CancellationToken cancel) =>
        AppendAsync([.. findings.Select(f => new LedgerAppend(f.Entry.Id, f.Entry.Version + 1, [f.Found], []))], term, cancel);

    private Task AppendAsync(Submission submission, Func<RecordChange, LedgerEvent[]> createEvents, CancellationToken cancel) =>
        AppendAsync(
            [.. submission.Changes.Select(change =>
            {
                var events = createEvents(change);
                var stream = LedgerEntry.StreamOf(submission.Zone, change.Set.Key);
                return new LedgerAppend(stream, submission.Advance(stream, events.Length), events, submission.TracesOf(change.Set.Key));
            })],
            submission.Term,
            cancel);

    private Task AppendAsync(IReadOnlyList<LedgerAppend> appends, ILeaderTerm term, CancellationToken cancel)
    {
        term.EnsureHeld();
        return store.AppendAsync(appends, term.Claim, cancel);
    }
}
