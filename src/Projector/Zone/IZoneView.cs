using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Planning;
using Pipeline.Core.Hosts;

namespace Pipeline.Projector.Zone;

/// <summary>Reads the input of a pass over the zone.</summary>
public interface IZoneView
{
    /// <param name="zone">The zone's identity.</param>
    /// <param name="scope">The services and hosts to read.</param>
    /// <param name="cancel">Cancels the read.</param>
    Task<ZonePicture> ReadAsync(string zone, ZoneScope scope, CancellationToken cancel);
}

/// <summary>The desired content of the zone and its content according to the ledger.</summary>
/// <param name="Desired">The desired records.</param>
/// <param name="Ledger">The ledger's entries.</param>
public sealed record ZonePicture(DesiredRecords Desired, IReadOnlyList<LedgerEntry> Ledger)
{
    /// <summary>The instances from which the desired records are computed.</summary>
    public IReadOnlyList<PlacedInstance> Placements { get; init; } = [];

    /// <summary>The hosts from which the desired records are computed.</summary>
    public IReadOnlyList<Host> Hosts { get; init; } = [];

    /// <summary>The desired records that the zone has room for, and whose targets lead to their instances.</summary>
    /// <param name="room">The number of record sets that the zone can still hold.</param>
    public DesiredRecords FitInto(long room) =>
        ReachableAliases.Fit(ReachableTargets.Fit(Capacity.Fit(Desired, Ledger, room), Desired.Sets, Ledger), Ledger);
}
