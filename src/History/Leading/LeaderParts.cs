using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Core.Dns.Planning;
using Pipeline.Core.Pacing;
using Pipeline.History.Planning;
using Pipeline.Projector.Registry;
using Pipeline.Projector.Zone;

namespace Pipeline.History.Leading;

/// <summary>The parts of a leader, for a command that leads a zone for one pass.</summary>
internal sealed class LeaderParts
{
    /// <param name="zone">The zone.</param>
    /// <param name="laid">Its layout.</param>
    /// <param name="registry">Reads the registry.</param>
    /// <param name="ledger">The store of the ledger.</param>
    /// <param name="newId">Creates identifiers.</param>
    /// <param name="time">The clock.</param>
    /// <param name="atHand">The registry to follow; null for the present one.</param>
    public LeaderParts(
        IZone zone, DesiredZone laid, IRegistryState registry, ILedgerStore ledger, IdSource newId, TimeProvider time,
        RegistryAtHand? atHand = null)
    {
        var zoneLedger = new ZoneLedger(ledger, time);
        var turn = new ZoneTurn();
        var propagation = new Propagation(zone, zoneLedger, turn, time, NullLogger<Propagation>.Instance);
        var fence = new LeaderFence(zone, zoneLedger, newId, NullLogger<LeaderFence>.Instance);
        var inspection = new ZoneInspection(zone, zoneLedger, time, NullLogger<ZoneInspection>.Instance);
        var present = new ZoneView(registry, zoneLedger, laid);
        Pass = new ZonePass(
            zone, atHand?.ViewOf(present) ?? present, fence, inspection,
            new ZoneWriter(zone, zoneLedger, fence, propagation, newId, time, NullLogger<ZoneWriter>.Instance),
            propagation, turn, time, NullLogger<ZonePass>.Instance);
        Takeover = new ZoneTakeover(zone, laid, registry, present, inspection, fence, zoneLedger, time);
    }

    /// <summary>The pass that a leader runs.</summary>
    public ZonePass Pass { get; }

    public ZoneTakeover Takeover { get; }
}
