using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Budget;
using Pipeline.Core.Dns.Fencing;

namespace Pipeline.Projector.Zone;

/// <summary>A hosted zone: it holds record sets and answers DNS queries from them.</summary>
public interface IZone
{
    /// <summary>The zone's identifier; it is the key of the zone's ledger.</summary>
    string Id { get; }

    /// <summary>The served domain, in lower case without a final dot; the fence's record is below it.</summary>
    string Domain { get; }

    /// <summary>Whether the zone loses its fence with its process, so that a missing one is nobody's doing.</summary>
    bool ForgetsItsFence => false;

    /// <summary>Applies a change list atomically.</summary>
    /// <returns>The zone's receipt.</returns>
    /// <exception cref="ZoneRefusedException">The zone rejects this change list permanently.</exception>
    Task<ZoneReceipt> ChangeAsync(ChangeList changes, CancellationToken cancel);

    /// <summary>The fence's record; null for none.</summary>
    Task<FenceRecord?> ReadFenceAsync(CancellationToken cancel);

    /// <summary>All record sets in the zone of the types that this system writes, owned or foreign, without the fence.</summary>
    IAsyncEnumerable<RecordSet> ListAsync(CancellationToken cancel);

    /// <summary>The limits of one change list and of the zone's record sets.</summary>
    ZoneLimits Limits => ZoneLimits.None;

    /// <summary>The longest time to gather the changes of a burst before they are sent; calls to some zones are limited.</summary>
    TimeSpan Gathering => TimeSpan.Zero;

    /// <summary>The number of record sets that the zone can still hold.</summary>
    Task<int> RoomAsync(CancellationToken cancel) => Task.FromResult(int.MaxValue);

    /// <summary>Whether every name server of the zone serves an accepted change.</summary>
    Task<bool> IsInSyncAsync(string changeId, CancellationToken cancel) => Task.FromResult(true);
}

/// <summary>The zone's reply to an accepted change list.</summary>
/// <param name="ChangeId">The zone's identifier of the change.</param>
/// <param name="InSync">Whether every name server of the zone serves it already.</param>
public sealed record ZoneReceipt(string ChangeId, bool InSync);

/// <summary>The zone validated a change list and refused all of it.</summary>
public sealed class ZoneRefusedException(string message) : Exception(message);
