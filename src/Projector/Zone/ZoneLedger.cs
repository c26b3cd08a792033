using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Fencing;
using Pipeline.Core.Storage;
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

    /// <summary>Records changes before they are sent, and issues the value of the fence that they carry.</summary>
    /// <param name="submission">The changes.</param>
    /// <param name="fence">The request for the value.</param>
    /// <param name="cancel">Cancels the call.</param>
    /// <exception cref="StoreConflictException">Another process is the leader.</exception>
    /// <exception cref="OperationCanceledException">The term is over.</exception>
    public Task<ZoneFence> SubmitAsync(Submission submission, FenceRequest fence, CancellationToken cancel) => IssueAsync(
        CreateAppends(submission, change => [new ChangeSubmitted(change, submission.Batch, time.GetUtcNow())]),
        fence,
        submission.Term,
        cancel);

    /// <summary>Issues a value of the fence for a list whose changes are recorded already, or that has none.</summary>
    /// <exception cref="StoreConflictException">Another process is the leader.</exception>
    /// <exception cref="OperationCanceledException">The term is over.</exception>
    public Task<ZoneFence> IssueAsync(FenceRequest fence, ILeaderTerm term, CancellationToken cancel) =>
        IssueAsync([], fence, term, cancel);

    /// <summary>The values of a zone's fence that were issued; null if none was.</summary>
    public Task<FenceMemory?> ReadFenceAsync(string zone, CancellationToken cancel) => store.ReadFenceAsync(zone, cancel);

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

    /// <summary>Records that foreign records were taken over, all of them or none.</summary>
    public Task AdoptAsync(
        IReadOnlyCollection<(LedgerEntry Entry, LedgerEvent Happened)> events, ILeaderTerm term, CancellationToken cancel) =>
        AppendAsync([.. events.Select(one => new LedgerAppend(one.Entry.Id, one.Entry.Version + 1, [one.Happened], []))], term, cancel);

    private Task AppendAsync(Submission submission, Func<RecordChange, LedgerEvent[]> createEvents, CancellationToken cancel) =>
        AppendAsync(CreateAppends(submission, createEvents), submission.Term, cancel);

    private static LedgerAppend[] CreateAppends(Submission submission, Func<RecordChange, LedgerEvent[]> createEvents) =>
        [.. submission.Changes.Select(change =>
        {
            var events = createEvents(change);
            var stream = LedgerEntry.StreamOf(submission.Zone, change.Set.Key);
            return new LedgerAppend(stream, submission.Advance(stream, events.Length), events, submission.TracesOf(change.Set.Key));
        })];

    private async Task<ZoneFence> IssueAsync(
        IReadOnlyList<LedgerAppend> appends, FenceRequest fence, ILeaderTerm term, CancellationToken cancel)
    {
        term.EnsureHeld();
        var issued = await store.SubmitAsync(appends, fence, term.Claim, cancel);
        return issued.Number > (fence.From ?? 0)
            ? issued
            : throw new StoreConflictException(
                $"the database was restored from a backup: it issued value {issued.Number} of the fence, and the zone has {fence.From}");
    }

    private Task AppendAsync(IReadOnlyList<LedgerAppend> appends, ILeaderTerm term, CancellationToken cancel)
    {
        term.EnsureHeld();
        return store.AppendAsync(appends, term.Claim, cancel);
    }
}
