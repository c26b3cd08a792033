using Pipeline.Core.Dns;

namespace Pipeline.Projector.Zone;

/// <summary>The event streams of the zones' ledger, one a record set, and the entry that each folds to.</summary>
public interface ILedgerStore
{
    /// <summary>The zones that the ledger knows.</summary>
    Task<IReadOnlyList<string>> ReadZonesAsync(CancellationToken cancel);

    /// <summary>Every entry of a zone, with what was let go long ago.</summary>
    Task<IReadOnlyList<LedgerEntry>> ReadAsync(string zone, CancellationToken cancel);

    /// <summary>The entries of some record sets of a zone.</summary>
    Task<IReadOnlyList<LedgerEntry>> ReadAsync(string zone, IReadOnlyCollection<RecordKey> keys, CancellationToken cancel);

    /// <summary>The entries that hold something, await an outcome or are in conflict: whatever is not let go and settled.</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="names">Only those of these names, whatever their type and set identifier; null for all.</param>
    /// <param name="cancel">Breaks it off.</param>
    Task<IReadOnlyList<LedgerEntry>> ReadOpenAsync(string zone, IReadOnlyCollection<string>? names, CancellationToken cancel);

    /// <summary>Appends to several streams, all or nothing.</summary>
    /// <exception cref="Core.Storage.StoreConflictException">
    /// A stream is not at the version that its append expects: another process writes the zone.
    /// </exception>
    Task AppendAsync(IReadOnlyList<LedgerAppend> appends, CancellationToken cancel);
}

/// <summary>Events at the end of one record set's stream.</summary>
/// <param name="Stream">The stream's identifier (<see cref="LedgerEntry.StreamOf"/>).</param>
/// <param name="Version">The stream's version after the events.</param>
/// <param name="Events">In their order.</param>
/// <param name="Traces">
/// The traces that led to them, the newest last (<see cref="Registry.TraceParent"/>); empty if none is known.
/// </param>
public sealed record LedgerAppend(string Stream, int Version, IReadOnlyList<LedgerEvent> Events, IReadOnlyList<string> Traces);
