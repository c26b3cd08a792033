using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Planning;
using Pipeline.Core.Pacing;
using Pipeline.History.Planning;
using Pipeline.Projector.Leadership;
using Pipeline.Projector.Registry;
using Pipeline.Projector.Settings;
using Pipeline.Projector.Zone;

namespace Pipeline.History.Replay;

/// <summary>
/// Has a zone follow from the registry by exactly the differences, beside a leader or without one.
/// <code>
/// the zone               somebody leads it                   nobody leads it
/// of Route 53            the leader is asked for a pass      this process leads for one pass
/// of Route 53, as of …   refused: it would be undone         this process leads for one pass
/// in the memory of `up`  the leader is asked for a pass      the next `up` begins with that pass
/// </code>
/// </summary>
public sealed class ZoneReplay(
    IRegistryState registry,
    ILedgerStore ledger,
    ILeaderElection election,
    IChangeFeed changes,
    IdSource newId,
    ProjectorSettings settings,
    TimeProvider time)
{
    /// <exception cref="ReplayRefusedException">It would not last; the message says why.</exception>
    public async Task<ZoneReplayed> ApplyAsync(PlannedZone zone, PastRegistry? past, CancellationToken cancel)
    {
        if (past is { AsOf: not null } && zone.IsLocal)
            throw new ReplayRefusedException(
                "the zone in the memory of `up` follows the present registry: "
                + "a past moment can be looked at with --dry-run, or applied to a zone of Route 53");

        await using var term = await election.TryAcquireAsync(zone.Id, TimeSpan.Zero, cancel);
        if (term is null)
        {
            if (past is { AsOf: not null })
                throw new ReplayRefusedException(
                    $"a projector leads zone {zone.Id} and would undo this within a minute: stop every projector first");
            await changes.PublishAsync(ChangeNotice.All, cancel);
            return ZoneReplayed.LeaderAsked;
        }

        if (zone.IsLocal) return ZoneReplayed.AtNextStart;
        if (zone.Zone is not { } reached) throw new ReplayRefusedException($"zone {zone.Id} cannot be reached: {zone.Unreached}");
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel, term.Lost);
        await PassOver(reached, zone.Laid(settings), past).RunAsync(ZoneScope.All, ended.Token);
        return ZoneReplayed.Here;
    }

    /// <summary>The leader's own pass, put together for once.</summary>
    private ZonePass PassOver(IZone zone, DesiredZone laid, PastRegistry? past)
    {
        var zoneLedger = new ZoneLedger(ledger, time);
        var turn = new ZoneTurn();
        var propagation = new Propagation(zone, zoneLedger, turn, time, NullLogger<Propagation>.Instance);
        var view = new ZoneView(registry, zoneLedger, laid);
        return new ZonePass(
            zone, past?.ViewOf(view) ?? view,
            new ZoneInspection(zone, zoneLedger, time, NullLogger<ZoneInspection>.Instance),
            new ZoneWriter(zone, zoneLedger, propagation, newId, time, NullLogger<ZoneWriter>.Instance),
            propagation, turn, time, NullLogger<ZonePass>.Instance);
    }
}

/// <summary>Who has the zone follow.</summary>
public enum ZoneReplayed
{
    /// <summary>This process, and it is done.</summary>
    Here,

    /// <summary>The leader, who was asked.</summary>
    LeaderAsked,

    /// <summary>Whoever is started next.</summary>
    AtNextStart,
}
