namespace Pipeline.Core.Dns;

/// <summary>How Route 53 chooses among the record sets of one name and type (its "routing policy").</summary>
public enum RoutingPolicy
{
    /// <summary>The only set of its name and type; an answer holds all its values.</summary>
    Simple,

    /// <summary>One of several sets with one value each; an answer holds up to eight of them.</summary>
    Multivalue,

    /// <summary>One of several sets; an answer holds one of them, chosen at random by weight.</summary>
    Weighted,

    /// <summary>An alias; and policies that this system never writes: latency, failover, a health check.</summary>
    Other,
}

/// <summary>A record set's routing policy.</summary>
/// <param name="Policy">Sets of one name and type share one policy.</param>
/// <param name="Weight">0 to 255, relative to the other sets of the name; 0 unless weighted.</param>
public readonly record struct Routing(RoutingPolicy Policy, int Weight = 0)
{
    /// <summary>The largest weight that Route 53 accepts (API reference, ResourceRecordSet).</summary>
    public const int MaxWeight = 255;

    public static Routing Simple => default;

    public static Routing Multivalue => new(RoutingPolicy.Multivalue);

    public static Routing Other => new(RoutingPolicy.Other);

    public static Routing Weighted(int weight) => new(RoutingPolicy.Weighted, weight);
}
