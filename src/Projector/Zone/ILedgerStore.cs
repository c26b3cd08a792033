using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Fencing;
using Pipeline.Core.Terms;

namespace Pipeline.Projector.Zone;

/// <summary>The event streams of the zones' ledger, one per record set, and the entry that each stream folds to.</summary>
public interface ILedgerStore
{
    /// <summary>The zones that have entries in the ledger.</summary>
    Task<IReadOnlyList<string>> ReadZonesAsync(CancellationToken cancel);

    /// <summary>All entries of a zone, including those of deleted record sets.</summary>
    Task<IReadOnlyList<LedgerEntry>> ReadAsync(string zone, CancellationToken cancel);

    /// <summary>The entries of some record sets of a zone.</summary>
    Task<IReadOnlyList<LedgerEntry>> ReadAsync(string zone, IReadOnlyCollection<RecordKey> keys, CancellationToken cancel);

    /// <summary>The open entries: those that hold a record set, await an outcome or are in conflict.</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="names">The record names to read, with any type and set identifier; null for all.</param>
    /// <param name="cancel">Cancels the read.</param>
    Task<IReadOnlyList<LedgerEntry>> ReadOpenAsync(string zone, IReadOnlyCollection<string>? names, CancellationToken cancel);

    /// <summary>Appends to several streams atomically, under a term of the leader.</summary>
    /// <exception cref="Core.Storage.StoreConflictException">
    /// The term is over, or a stream is not at the version that its append expects: another process writes the zone.
    /// </exception>
    Task AppendAsync(IReadOnlyList<LedgerAppend> appends, TermClaim term, CancellationToken cancel);

    /// <summary>Appends likewise, perhaps nothing, and issues the next value of the zone's fence, in one transaction.</summary>
    /// <returns>The value. It is used up even if it never reaches the zone.</returns>
    /// <exception cref="Core.Storage.StoreConflictException">As above; no value is issued.</exception>
    Task<ZoneFence> SubmitAsync(
        IReadOnlyList<LedgerAppend> appends, FenceRequest request, TermClaim term, CancellationToken cancel);

    /// <summary>The values of a zone's fence that were issued; null if none was.</summary>
    Task<FenceMemory?> ReadFenceAsync(string zone, CancellationToken cancel);
}

/// <summary>Events at the end of one record set's stream.</summary>
/// <param name="Stream">The stream's identifier (<see cref="LedgerEntry.StreamOf"/>).</param>
/// <param name="Version">The stream's version after the events.</param>
/// <param name="Events">The events in order.</param>
/// <param name="Traces">
/// The traces of their causes, the newest last (<see cref="Registry.TraceParent"/>); empty if none is known.
/// </param>
public sealed record LedgerAppend(string Stream, int Version, IReadOnlyList<LedgerEvent> Events, IReadOnlyList<string> Traces);
