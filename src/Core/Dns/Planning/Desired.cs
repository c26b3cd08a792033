using System.Collections.Immutable;

namespace Pipeline.Core.Dns.Planning;

/// <summary>The desired record sets of a zone, and the instances for which it has no room.</summary>
/// <param name="Sets">The record sets by their keys.</param>
/// <param name="LeftOut">Instances beyond the limits of the zone; normally empty, and an alarm if not.</param>
public sealed record DesiredRecords(ImmutableDictionary<RecordKey, RecordSet> Sets, ImmutableList<LeftOut> LeftOut);

/// <summary>Registered instances of one service that are not in the zone.</summary>
/// <param name="Service">The service's absolute name.</param>
/// <param name="Instances">How many.</param>
/// <param name="Limit">The limit that was reached.</param>
public sealed record LeftOut(string Service, int Instances, Shortage Limit);

/// <summary>A limit of the zone that was reached.</summary>
public enum Shortage
{
    /// <summary>Record sets of one name and type, distinguished by set identifiers.</summary>
    Identifiers,

    /// <summary>Record sets in the zone.</summary>
    Records,

    /// <summary>No limit: the address record that they point to is refused, or somebody else's.</summary>
    Targets,
}
