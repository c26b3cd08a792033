using Pipeline.Core.Dns;
using Pipeline.History.Reading;

namespace Pipeline.Tests.MemoryStore.Registry;

/// <summary>Searches the ledger in memory.</summary>
internal sealed class MemoryLedgerReader(CommittedState committed) : ILedgerReader
{
    public Task<IReadOnlyList<LedgerEntry>> FindAsync(IReadOnlyCollection<string> names, CancellationToken cancel) =>
        committed.ReadAsync<IReadOnlyList<LedgerEntry>>(
            now => [.. now.Entries.Values.Where(entry => entry.Key is { } key && names.Contains(key.Name))], cancel);

    public Task<string?> FindZoneAsync(string domain, CancellationToken cancel) => committed.ReadAsync(now => now.Entries.Values
        .Where(entry => entry.Key is { } key && key.Name.EndsWith("." + domain, StringComparison.Ordinal))
        .MaxBy(entry => entry.Since)?.Zone, cancel);

    public Task<IReadOnlyList<(string Stream, LedgerEvent Happened)>> ReadStreamsAsync(
        IReadOnlyCollection<string> streams, int last, CancellationToken cancel) =>
        committed.ReadAsync(now => Pairs(now.Events.Where(recorded => streams.Contains(recorded.Stream)).TakeLast(last)), cancel);

    public Task<IReadOnlyList<(string Stream, LedgerEvent Happened)>> ReadOutcomesAsync(int window, CancellationToken cancel) =>
        committed.ReadAsync(
            now => Pairs(now.Events
                .TakeLast(window)
                .Where(recorded => recorded.Happened is ChangeAccepted or ChangeInSync or RecordFound)),
            cancel);

    private static IReadOnlyList<(string, LedgerEvent)> Pairs(IEnumerable<RecordedEvent> recorded) =>
        [.. recorded.Select(one => (one.Stream, (LedgerEvent)one.Happened))];
}
