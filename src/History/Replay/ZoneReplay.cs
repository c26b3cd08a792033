using Marten;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Pipeline.Core.Dns;
using Pipeline.History.Planning;
using Pipeline.Projector;
using Pipeline.Projector.Registry;
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
public sealed class ZoneReplay(IDocumentStore store, ProjectorSettings settings, TimeProvider time)
{
    /// <exception cref="ReplayRefusedException">It would not last; the message says why.</exception>
    public async Task<ZoneReplayed> ApplyAsync(PlannedZone zone, PastRegistry? past, CancellationToken cancel)
    {
        if (past is { AsOf: not null } && zone.IsLocal)
            throw new ReplayRefusedException("the zone in the memory of `up` follows the present registry: a past moment can be looked at with --dry-run, or applied to a zone of Route 53");

        await using var office = await ZoneOffice.Of(zone.Id, settings.Database).TryAcquireAsync(TimeSpan.Zero, cancel);
        if (office is null)
        {
            if (past is { AsOf: not null })
                throw new ReplayRefusedException($"a projector leads zone {zone.Id} and would undo this within a minute: stop every projector first");
            await NudgeAsync(cancel);
            return ZoneReplayed.LeaderAsked;
        }

        if (zone.IsLocal) return ZoneReplayed.AtNextStart;
        if (zone.Zone is not { } reached) throw new ReplayRefusedException($"zone {zone.Id} cannot be reached: {zone.Unreached}");
        using var term = CancellationTokenSource.CreateLinkedTokenSource(cancel, office.HandleLostToken);
        await PassOver(reached, zone.Laid(settings), past).RunAsync(ZoneScope.All, term.Token);
        return ZoneReplayed.Here;
    }

    /// <summary>The leader's own pass, put together for once.</summary>
    private ZonePass PassOver(IZone zone, DesiredZone laid, PastRegistry? past)
    {
        var ledger = new ZoneLedger(store, time);
        var turn = new ZoneTurn();
        var propagation = new Propagation(zone, ledger, turn, time, NullLogger<Propagation>.Instance);
        var view = new ZoneView(store, ledger, laid);
        return new ZonePass(
            zone, past?.ViewOf(view) ?? view,
            new ZoneInspection(zone, ledger, time, NullLogger<ZoneInspection>.Instance),
            new ZoneWriter(zone, ledger, propagation, time, NullLogger<ZoneWriter>.Instance),
            propagation, turn, time, NullLogger<ZonePass>.Instance);
    }

    /// <summary>Has the leader look at everything, as one does that missed a nudge.</summary>
    private async Task NudgeAsync(CancellationToken cancel)
    {
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand("select pg_notify($1, $2)", connection)
        {
            Parameters = { new() { Value = RegistryWriter.NudgeChannel }, new() { Value = System.Text.Json.JsonSerializer.Serialize(ZoneScope.All) } },
        };
        await command.ExecuteNonQueryAsync(cancel);
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
