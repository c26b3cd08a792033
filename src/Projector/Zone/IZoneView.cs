using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Planning;
using Pipeline.Core.Hosts;

namespace Pipeline.Projector.Zone;

/// <summary>What a pass over the zone goes by.</summary>
public interface IZoneView
{
    /// <param name="zone">The zone's identity.</param>
    /// <param name="scope">What is looked at.</param>
    /// <param name="cancel">Breaks it off.</param>
    Task<ZonePicture> ReadAsync(string zone, ZoneScope scope, CancellationToken cancel);
}

/// <summary>What the zone shall hold and what the ledger says it holds.</summary>
/// <param name="Desired">What it shall hold.</param>
/// <param name="Ledger">What it is known to hold.</param>
public sealed record ZonePicture(DesiredRecords Desired, IReadOnlyList<LedgerEntry> Ledger)
{
    /// <summary>The instances that it follows from.</summary>
    public IReadOnlyList<PlacedInstance> Placements { get; init; } = [];

    /// <summary>The hosts that it follows from.</summary>
    public IReadOnlyList<Host> Hosts { get; init; } = [];
}
