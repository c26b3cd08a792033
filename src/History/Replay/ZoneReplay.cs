using Pipeline.Core.Dns;
using Pipeline.Core.Pacing;
using Pipeline.History.Leading;
using Pipeline.History.Planning;
using Pipeline.Projector.Election;
using Pipeline.Projector.Registry;
using Pipeline.Projector.Settings;
using Pipeline.Projector.Zone;

namespace Pipeline.History.Replay;

/// <summary>
/// Updates a zone from the registry: a full pass writes the differences. How it runs depends on whether the zone has a leader.
/// <code>
/// the zone               with a leader                       without a leader
/// of Route 53            the leader runs a pass on request   this process leads for one pass
/// of Route 53, as of …   refused: the leader would revert it this process leads for one pass
/// in the memory of `up`  the leader runs a pass on request   the next `up` begins with a pass
/// </code>
/// </summary>
public sealed class ZoneReplay(
    IRegistryState registry,
    ILedgerStore ledger,
    ILeaderLeases leases,
    IChangeFeed changes,
    IdSource newId,
    ProjectorSettings settings,
    TimeProvider time)
{
    /// <exception cref="ReplayRefusedException">
    /// The zone cannot be reached, or the result would be reverted; the message states the reason.
    /// </exception>
    public async Task<ZoneReplayed> ApplyAsync(PlannedZone zone, PastRegistry? past, CancellationToken cancel)
    {
        if (past is { AsOf: not null } && zone.IsLocal)
            throw new ReplayRefusedException(
                "the zone in the memory of `up` follows the present registry: "
                + "a past moment can be looked at with --dry-run, or applied to a zone of Route 53");

        var (done, leader) = await TryHereAsync(zone, past, cancel);
        if (done is { } here) return here;
        if (past is { AsOf: not null })
            throw new ReplayRefusedException(
                $"a projector leads zone {zone.Id} and would undo this within a minute: stop every projector first ({leader})");
        await changes.PublishAsync(ChangeNotice.All, cancel);
        return ZoneReplayed.LeaderAsked;
    }

    /// <summary>
    /// Updates the zone if nobody leads it. A leader that was asked may have died before: its lease lapses only after the request.
    /// </summary>
    /// <returns>Null while another process leads.</returns>
    /// <exception cref="ReplayRefusedException">The zone cannot be reached; the message states the reason.</exception>
    public async Task<ZoneReplayed?> ApplyUnledAsync(PlannedZone zone, CancellationToken cancel) =>
        (await TryHereAsync(zone, past: null, cancel)).Done;

    private async Task<(ZoneReplayed? Done, string Leader)> TryHereAsync(PlannedZone zone, PastRegistry? past, CancellationToken cancel)
    {
        var watch = new LeaderWatch(time);
        var election = new LeaderElection(leases, $"{settings.Holder} (replay)", newId, watch, settings.Terms, time);
        await using var term = await election.TryAcquireAsync(zone.Id, cancel);
        if (term is null) return (null, watch.Describe());

        if (zone.IsLocal) return (ZoneReplayed.AtNextStart, watch.Describe());
        if (zone.Zone is not { } reached) throw new ReplayRefusedException($"zone {zone.Id} cannot be reached: {zone.Unreached}");
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel, term.Lost);
        try
        {
            await new LeaderParts(reached, zone.Laid(settings), registry, ledger, newId, time, past)
                .Pass.RunAsync(ZoneScope.All, term, ended.Token);
        }
        catch (ZoneFencedException fenced)
        {
            throw new ReplayRefusedException($"zone {zone.Id} is not written: {fenced.Message}");
        }

        return (ZoneReplayed.Here, watch.Describe());
    }
}

/// <summary>Which process updates the zone.</summary>
public enum ZoneReplayed
{
    /// <summary>This process has updated the zone.</summary>
    Here,

    /// <summary>The leader received a request for a pass.</summary>
    LeaderAsked,

    /// <summary>The process that starts next updates the zone.</summary>
    AtNextStart,
}
