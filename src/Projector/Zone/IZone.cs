using Pipeline.Core.Dns;

namespace Pipeline.Projector.Zone;

/// <summary>A hosted zone: something that holds record sets and answers DNS with them.</summary>
public interface IZone
{
    /// <summary>The zone's own identity; the ledger of what was written to it is kept under this.</summary>
    string Id { get; }

    /// <summary>Applies changes, all or none.</summary>
    /// <returns>The zone's receipt.</returns>
    /// <exception cref="ZoneRefusedException">The zone will never take this change list as it is.</exception>
    Task<ZoneReceipt> ChangeAsync(IReadOnlyList<RecordChange> changes, CancellationToken cancel);

    /// <summary>Every record set in the zone, ours or not.</summary>
    IAsyncEnumerable<RecordSet> ListAsync(CancellationToken cancel);
}

/// <summary>What a zone hands back for a change list.</summary>
/// <param name="ChangeId">The zone's name for the change.</param>
/// <param name="InSync">Whether every name server of the zone answers with it already.</param>
public sealed record ZoneReceipt(string ChangeId, bool InSync);

/// <summary>The zone judged a change list and refused all of it.</summary>
public sealed class ZoneRefusedException(string message) : Exception(message);
