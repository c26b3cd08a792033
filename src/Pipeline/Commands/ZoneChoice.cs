using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.History.Planning;
using Pipeline.Projector.Zone.Route53;
using Pipeline.Settings;

namespace Pipeline.Commands;

/// <summary>
/// Which zone a command means.
/// <code>
/// --zone, or Pipeline__ZoneId     that one
/// the ledger knows one zone       that one
/// the ledger knows none           the one in the memory of `up`
/// the ledger knows several        it has to be said
/// </code>
/// </summary>
internal static class ZoneChoice
{
    /// <param name="settings">What was set.</param>
    /// <param name="zone">What the command was given; null for nothing.</param>
    /// <param name="known">The zones that the ledger knows.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancel">Breaks it off.</param>
    /// <exception cref="CommandFailure">It is not clear, or there is no such zone.</exception>
    public static async Task<PlannedZone> OpenAsync(PipelineSettings settings, string? zone, IReadOnlyList<string> known, TimeProvider time, CancellationToken cancel)
    {
        var id = zone ?? settings.ZoneId ?? known switch
        {
            [var only] => only,
            [] => LocalId(settings),
            _ => throw new CommandFailure($"the ledger knows several zones ({string.Join(", ", known)}): say which with --zone-id or Pipeline__ZoneId", ExitCode.Usage),
        };
        if (PlannedZone.IsLocalId(id))
            return id == LocalId(settings)
                ? PlannedZone.Local(id)
                : throw new CommandFailure($"{id} is the zone of another domain: set --domain", ExitCode.Usage);

        var budget = new Route53Budget(settings.Route53Requests, settings.Route53Changes);
        try
        {
            return PlannedZone.Reached(await Route53Access.OpenAsync(
                new() { Domain = settings.Domain, ZoneId = id, Private = settings.PrivateZone, Budget = budget },
                time, NullLogger<Route53Zone>.Instance, cancel));
        }
        catch (ZoneUnreachableException away)
        {
            return PlannedZone.Away(id, budget, away.Message);
        }
        catch (ZoneNotFoundException unknown)
        {
            throw new CommandFailure(unknown.Message, ExitCode.Usage);
        }
    }

    private static string LocalId(PipelineSettings settings) => $"local:{settings.Domain}";
}
