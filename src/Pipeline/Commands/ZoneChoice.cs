using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Composition;
using Pipeline.Contracts;
using Pipeline.History.Planning;
using Pipeline.Projector.Zone.Route53;
using Pipeline.Settings;
using Pipeline.Terminal;

namespace Pipeline.Commands;

/// <summary>
/// Chooses the zone of a command.
/// <code>
/// --zone, or Pipeline__ZoneId     this zone
/// the ledger knows one zone       this zone
/// the ledger knows none           the zone of `up`
/// the ledger knows several        an error: the user must name one
/// </code>
/// </summary>
internal static class ZoneChoice
{
    /// <param name="settings">The settings.</param>
    /// <param name="zone">The value of <c>--zone</c>; null when absent.</param>
    /// <param name="known">The zones that the ledger knows.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancel">Cancels it.</param>
    /// <exception cref="CommandFailure">The zone is ambiguous or does not exist.</exception>
    public static async Task<PlannedZone> OpenAsync(
        PipelineSettings settings, string? zone, IReadOnlyList<string> known, TimeProvider time, CancellationToken cancel)
    {
        var id = zone ?? settings.ZoneId ?? known switch
        {
            [var only] => only,
            [] => settings.LocalZoneId,
            _ => throw new CommandFailure(
                $"the ledger has several zones ({string.Join(", ", known)}): name one with --zone-id or Pipeline__ZoneId", ExitCode.Usage),
        };
        if (PlannedZone.IsLocalId(id))
            return id == settings.LocalZoneId
                ? PlannedZone.Local(id)
                : throw new CommandFailure($"{id} belongs to another domain: set --domain", ExitCode.Usage);

        try
        {
            return PlannedZone.Reached(await Route53Access.OpenAsync(
                settings.Route53Zone(id), time, Random.Shared, NullLogger<Route53Zone>.Instance, cancel));
        }
        catch (ZoneUnreachableException away)
        {
            return PlannedZone.Away(id, settings.Route53Budget, FailureWords.Describe(away));
        }
        catch (ZoneNotFoundException unknown)
        {
            throw new CommandFailure(unknown.Message, ExitCode.Usage);
        }
    }
}
