using System.Collections.Immutable;

namespace Pipeline.Core.Dns;

/// <summary>What a zone shall hold, and what it cannot hold of what there is.</summary>
/// <param name="Sets">The record sets by their keys.</param>
/// <param name="LeftOut">Instances that no limit leaves room for; empty as a rule, and an alarm where not.</param>
public sealed record Desired(ImmutableDictionary<RecordKey, RecordSet> Sets, ImmutableList<LeftOut> LeftOut);

/// <summary>Instances of one service that run and are not answered for.</summary>
/// <param name="Service">The service's absolute name.</param>
/// <param name="Instances">How many.</param>
/// <param name="Limit">The limit that stands in their way.</param>
public sealed record LeftOut(string Service, int Instances, Shortage Limit);

/// <summary>A limit of the zone that was reached.</summary>
public enum Shortage
{
    /// <summary>Record sets of one name and type, told apart by identifiers.</summary>
    Identifiers,

    /// <summary>Record sets in the zone.</summary>
    Records,
}
