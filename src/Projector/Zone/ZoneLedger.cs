using Pipeline.Core.Dns;

namespace Pipeline.Projector.Zone;

/// <summary>
/// What was written to a zone, as events: the ledger is ownership. Each append names the version that it follows, so that a writer that
/// lost its leadership finds out before it touches the zone.
/// </summary>
public sealed class ZoneLedger(ILedgerStore store, TimeProvider time)
{
    /// <summary>Everything that the ledger knows of a zone.</summary>
    public Task<IReadOnlyList<LedgerEntry>> ReadAsync(string zone, CancellationToken cancel) => store.ReadAsync(zone, cancel);

    /// <summary>What the ledger knows of some records of a zone.</summary>
    public Task<IReadOnlyList<LedgerEntry>> ReadAsync(string zone, IEnumerable<RecordKey> keys, CancellationToken cancel) =>
        store.ReadAsync(zone, [.. keys], cancel);

    /// <summary>What the ledger holds, awaits or is in conflict about, without what it let go long ago.</summary>
    public Task<IReadOnlyList<LedgerEntry>> ReadOpenAsync(string zone, CancellationToken cancel) =>
        store.ReadOpenAsync(zone, names: null, cancel);

    /// <summary>The same of some names and types, whatever their set identifiers.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> ReadOpenAsync(string zone, IEnumerable<RecordKey> names, CancellationToken cancel)
    {
        var asked = names.ToList();
        if (asked.Count == 0) return [];
        var found = await store.ReadOpenAsync(zone, [.. asked.Select(key => key.Name)], cancel);
        return [.. found.Where(e => asked.Contains(e.Key! with { SetIdentifier = null }))];
    }

    /// <summary>Notes changes that are about to be sent.</summary>
    /// <exception cref="Core.Storage.StoreConflictException">Another writer leads.</exception>
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

    /// <summary>
    /// Records that a change has reached every name server, for those of its records that no newer change was accepted for.
    /// </summary>
    public async Task NoteInSyncAsync(string zone, string changeId, IEnumerable<RecordKey> keys, CancellationToken cancel)
    {
        var entries = await ReadAsync(zone, keys, cancel);
        await store.AppendAsync(
            [.. entries.Where(e => e.ChangeId == changeId && !e.InSync)
                .Select(e => new LedgerAppend(e.Id, e.Version + 1, [new ChangeInSync(changeId, time.GetUtcNow())], []))],
            cancel);
    }

    /// <summary>Notes where the zone contradicts the ledger.</summary>
    public Task NoteAsync(IReadOnlyCollection<(LedgerEntry Entry, RecordFound Found)> findings, CancellationToken cancel) =>
        store.AppendAsync([.. findings.Select(f => new LedgerAppend(f.Entry.Id, f.Entry.Version + 1, [f.Found], []))], cancel);

    private Task AppendAsync(Submission submission, Func<RecordChange, LedgerEvent[]> happened, CancellationToken cancel) =>
        store.AppendAsync(
            [.. submission.Changes.Select(change =>
            {
                var events = happened(change);
                var stream = LedgerEntry.StreamOf(submission.Zone, change.Set.Key);
                return new LedgerAppend(stream, submission.Advance(stream, events.Length), events, submission.TracesOf(change.Set.Key));
            })],
            cancel);
}
