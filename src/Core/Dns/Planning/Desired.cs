using System.Collections.Immutable;

namespace Pipeline.Core.Dns.Planning;

/// <summary>The desired record sets of a zone, and the instances that are left out of it.</summary>
/// <param name="Sets">The record sets by their keys.</param>
/// <param name="LeftOut">Instances without records; normally empty, and an alarm if not.</param>
public sealed record DesiredRecords(ImmutableDictionary<RecordKey, RecordSet> Sets, ImmutableList<LeftOut> LeftOut);

/// <summary>Registered instances of one service that are not in the zone.</summary>
/// <param name="Service">The service's absolute name.</param>
/// <param name="Instances">How many.</param>
/// <param name="Reason">Why.</param>
public sealed record LeftOut(string Service, int Instances, LeftOutReason Reason);

/// <summary>Why instances are left out of the zone.</summary>
public enum LeftOutReason
{
    /// <summary>The limit of record sets of one name and type, distinguished by set identifiers.</summary>
    Identifiers,

    /// <summary>The limit of record sets in the zone.</summary>
    Records,

    /// <summary>The address record that they point to is refused, or somebody else's.</summary>
    Targets,

    /// <summary>The name leads to other instances: it has one route, to a balancer or to containers themselves.</summary>
    Route,
}
