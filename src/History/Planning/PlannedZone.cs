using Pipeline.Core.Dns.Budget;
using Pipeline.Core.Dns.Planning;
using Pipeline.Projector.Settings;
using Pipeline.Projector.Zone;
using Pipeline.Projector.Zone.Route53;

namespace Pipeline.History.Planning;

/// <summary>The zone that a plan is for.</summary>
/// <param name="Id">Its identity in the ledger.</param>
/// <param name="Limits">Its limits.</param>
/// <param name="Zone">The zone itself; null if this process cannot reach it.</param>
/// <param name="Unreached">Why this process cannot reach it, in words; null if it can.</param>
public sealed record PlannedZone(string Id, ZoneLimits Limits, IZone? Zone, string? Unreached)
{
    private const string LocalPrefix = "local:";

    /// <summary>Whether the zone is in the memory of a running pipeline.</summary>
    public bool IsLocal => IsLocalId(Id);

    public static bool IsLocalId(string id) => id.StartsWith(LocalPrefix, StringComparison.Ordinal);

    /// <summary>The zone in the memory of a running pipeline, which no other process can read.</summary>
    public static PlannedZone Local(string id) => new(id, ZoneLimits.None, null, "the zone lives in the pipeline that runs on this data");

    public static PlannedZone Reached(IZone zone) => new(zone.Id, zone.Limits, zone, null);

    /// <summary>A zone of Route 53 that is not read.</summary>
    public static PlannedZone Away(string id, Route53Budget budget, string reason) =>
        new(id, ZoneLimits.Route53 with { Batches = BatchLimits.Route53 with { Tokens = (int)budget.Changes.Capacity } }, null, reason);

    /// <summary>The zone's layout under these settings.</summary>
    public DesiredZone Laid(ProjectorSettings settings) => settings.DescribeZone(Limits);
}
