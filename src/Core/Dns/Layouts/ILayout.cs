using Pipeline.Core.Dns.Budget;

namespace Pipeline.Core.Dns.Layouts;

/// <summary>How a service's instances lie in record sets.</summary>
public interface ILayout
{
    /// <summary>The record sets of one service. Laid again on what it laid, it is the same.</summary>
    Laid Lay(ServiceLocations service);
}

/// <summary>The layouts by their names in the settings.</summary>
public enum ZoneLayout
{
    /// <summary>One set a service with all its instances: the whole truth in one answer.</summary>
    Simple,

    /// <summary>One multivalue set an instance; an answer holds up to eight of them.</summary>
    Multivalue,

    /// <summary>One weighted set a container; an answer holds one of them.</summary>
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

/// <summary>One service, to be laid out.</summary>
/// <param name="Key">Its name and type.</param>
/// <param name="Ttl">In seconds.</param>
/// <param name="Locations">Its instances, at least one.</param>
/// <param name="Held">The record sets that the zone holds for it.</param>
public sealed record ServiceLocations(RecordKey Key, int Ttl, IReadOnlyList<Location> Locations, IReadOnlyList<RecordSet> Held);

/// <summary>Where one instance is, as an SRV record says it (RFC 2782).</summary>
/// <param name="Host">The name of its host.</param>
/// <param name="Container">The identifier of its container.</param>
/// <param name="Target">The label that its value points to: the host's, or one for an address of its own.</param>
/// <param name="Value">The whole value in zone-file form.</param>
public sealed record Location(string Host, string Container, string Target, int Port, string Value);

/// <summary>One service, laid out.</summary>
/// <param name="Service">Its absolute name.</param>
/// <param name="Sets">Its record sets.</param>
/// <param name="LeftOut">How many instances there is no room for.</param>
public sealed record Laid(string Service, IReadOnlyList<RecordSet> Sets, int LeftOut = 0);
