using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Fencing;
using Pipeline.Core.Terms;
using Pipeline.Projector.Zone;
using Pipeline.Tests.MemoryStore.Leases;

namespace Pipeline.Tests.MemoryStore.Registry;

/// <summary>The ledger's streams in memory.</summary>
internal sealed class MemoryLedgerStore(CommittedState committed, MemoryLeaseTable leases) : ILedgerStore
{
    public Task<IReadOnlyList<string>> ReadZonesAsync(CancellationToken cancel) => committed.ReadAsync<IReadOnlyList<string>>(
        now => [.. now.Entries.Values.Select(entry => entry.Zone).Where(zone => zone.Length > 0).Distinct()], cancel);

    public Task<IReadOnlyList<LedgerEntry>> ReadAsync(string zone, CancellationToken cancel) =>
        QueryAsync(entry => entry.Zone == zone, cancel);

    public Task<IReadOnlyList<LedgerEntry>> ReadAsync(string zone, IReadOnlyCollection<RecordKey> keys, CancellationToken cancel)
    {
        var streams = keys.Select(key => LedgerEntry.StreamOf(zone, key)).ToHashSet();
        return QueryAsync(entry => streams.Contains(entry.Id), cancel);
    }

    public Task<IReadOnlyList<LedgerEntry>> ReadOpenAsync(
        string zone, IReadOnlyCollection<string>? names, CancellationToken cancel) =>
        QueryAsync(
            entry => entry.Zone == zone && IsOpen(entry) && (names is null || (entry.Key is { } key && names.Contains(key.Name))),
            cancel);

    public Task AppendAsync(IReadOnlyList<LedgerAppend> appends, TermClaim term, CancellationToken cancel) => appends.Count == 0
        ? Task.CompletedTask
        : committed.CommitAsync(
            before =>
            {
                leases.Require(term);
                return appends.Aggregate(before, (state, append) => state.Append(append.Stream, append.Version, append.Events));
            },
            cancel);

    public async Task<ZoneFence> SubmitAsync(
        IReadOnlyList<LedgerAppend> appends, FenceRequest request, TermClaim term, CancellationToken cancel)
    {
        ZoneFence? issued = null;
        await committed.CommitAsync(
            before =>
            {
                leases.Require(term);
                var after = appends.Aggregate(before, (state, append) => state.Append(append.Stream, append.Version, append.Events))
                    .Issue(request);
                issued = after.Fences[request.Zone].Last(term.Number);
                return after;
            },
            cancel);
        return issued!;
    }

    public Task<FenceMemory?> ReadFenceAsync(string zone, CancellationToken cancel) =>
        committed.ReadAsync(now => now.Fences.GetValueOrDefault(zone), cancel);

    private static bool IsOpen(LedgerEntry entry) => entry
        is { Held: not null } or { Pending: not null } or { Foreign: not null } or { ChangeId: not null, InSync: false };

    private Task<IReadOnlyList<LedgerEntry>> QueryAsync(Func<LedgerEntry, bool> wanted, CancellationToken cancel) =>
        committed.ReadAsync<IReadOnlyList<LedgerEntry>>(now => [.. now.Entries.Values.Where(wanted)], cancel);
}
