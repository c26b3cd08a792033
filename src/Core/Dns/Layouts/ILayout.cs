using Pipeline.Core.Dns.Budget;

namespace Pipeline.Core.Dns.Layouts;

/// <summary>Distributes the instances of a service over record sets.</summary>
public interface ILayout
{
    /// <summary>The record sets of one service. Idempotent: applied to its own result, it returns the same sets.</summary>
    LayoutResult LayOut(ServiceLocations service);
}

/// <summary>The layouts, named as in the settings.</summary>
public enum ZoneLayout
{
    /// <summary>One set per service; an answer holds all instances.</summary>
    Simple,

    /// <summary>One multivalue set per instance; an answer holds up to eight of them.</summary>
    Multivalue,

    /// <summary>One weighted set per container; an answer holds one of them.</summary>
    Weighted,
}

public static class ZoneLayouts
{
    public static ILayout Within(this ZoneLayout layout, SetLimits limits) => layout switch
    {
        ZoneLayout.Simple => new SimpleLayout(limits),
        ZoneLayout.Multivalue => new MultivalueLayout(limits),
        ZoneLayout.Weighted => new WeightedLayout(limits),
        _ => throw new ArgumentOutOfRangeException(nameof(layout), layout, "no such layout"),
    };
}

/// <summary>The input of a layout: one service.</summary>
/// <param name="Key">Its name and type.</param>
/// <param name="Ttl">In seconds.</param>
/// <param name="Locations">Where its instances are, at least one.</param>
/// <param name="Held">The record sets that the zone has for it.</param>
public sealed record ServiceLocations(RecordKey Key, int Ttl, IReadOnlyList<Location> Locations, IReadOnlyList<RecordSet> Held);

/// <summary>Where one instance is, as in one of its records.</summary>
/// <param name="Host">The name of its host.</param>
/// <param name="Container">The identifier of its container.</param>
/// <param name="Place">What tells it from other places of the service: <c>TARGET:PORT</c> for an SRV record, the address itself for an
/// address record.</param>
/// <param name="Value">The whole value in zone-file form.</param>
public sealed record Location(string Host, string Container, string Place, string Value);

/// <summary>The result of a layout: one service.</summary>
/// <param name="Service">Its absolute name.</param>
/// <param name="Sets">Its record sets.</param>
/// <param name="LeftOut">The number of instances for which there is no room.</param>
public sealed record LayoutResult(string Service, IReadOnlyList<RecordSet> Sets, int LeftOut = 0);
