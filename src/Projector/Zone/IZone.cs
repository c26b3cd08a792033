using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Budget;

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

    /// <summary>Every record set in the zone of the types that this system writes, ours or not.</summary>
    IAsyncEnumerable<RecordSet> ListAsync(CancellationToken cancel);

    /// <summary>What it takes at once.</summary>
    ZoneLimits Limits => ZoneLimits.None;

    /// <summary>How long the changes of a burst may be gathered before they are sent: a call to some zones is dear.</summary>
    TimeSpan Gathering => TimeSpan.Zero;

    /// <summary>How many record sets more it takes.</summary>
    Task<int> RoomAsync(CancellationToken cancel) => Task.FromResult(int.MaxValue);

    /// <summary>Whether every name server of the zone answers with a change that it took.</summary>
    Task<bool> IsInSyncAsync(string changeId, CancellationToken cancel) => Task.FromResult(true);
}

/// <summary>What a zone hands back for a change list.</summary>
/// <param name="ChangeId">The zone's name for the change.</param>
/// <param name="InSync">Whether every name server of the zone answers with it already.</param>
public sealed record ZoneReceipt(string ChangeId, bool InSync);

/// <summary>The zone judged a change list and refused all of it.</summary>
public sealed class ZoneRefusedException(string message) : Exception(message);
