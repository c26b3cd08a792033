using System.Collections.Immutable;
using Pipeline.Core.Dns.Budget;
using Pipeline.Core.Dns.Layouts;
using Pipeline.Core.Hosts;

namespace Pipeline.Core.Dns;

/// <summary>
/// What the zone shall hold, given the registry: each service's instances as the layout has them, and an A record for each name that
/// they point to.
/// <code>
/// calc.DOMAIN        SRV  1 1 32768 HOST.DOMAIN.         an instance at its host's address
/// calc.DOMAIN        SRV  1 1 8081 ip-10-0-1-5.DOMAIN.   an instance at an address of its own (awsvpc)
/// HOST.DOMAIN        A    192.0.2.7
/// ip-10-0-1-5.DOMAIN A    10.0.1.5
/// </code>
/// </summary>
/// <param name="Domain">In lower case without a final dot.</param>
/// <param name="Ttl">How long resolvers may keep an answer, in seconds.</param>
/// <param name="Layout">How a service's instances lie in record sets.</param>
public sealed record DesiredZone(string Domain, int Ttl, ILayout Layout)
{
    /// <summary>SRV priority and weight (RFC 2782): all instances are equal.</summary>
    private const string PriorityAndWeight = "1 1";

    /// <summary>A zone of simple sets without limits.</summary>
    public DesiredZone(string domain, int ttl) : this(domain, ttl, new SimpleLayout(SetLimits.None)) { }

    /// <summary>The record sets for these services and hosts.</summary>
    /// <param name="hosts">The hosts that are believed to live.</param>
    /// <param name="placements">The registered instances.</param>
    /// <param name="held">What the zone holds of these services: a layout leaves an instance where it is.</param>
    public Desired Of(IReadOnlyCollection<Host> hosts, IReadOnlyCollection<Placement> placements, IEnumerable<RecordSet> held)
    {
        var addresses = hosts.ToDictionary(h => h.Name, h => h.Address);
        var present = held.ToLookup(set => set.Key with { SetIdentifier = null });
        var targets = placements.Select(p => (Placement: p, Target: Target(p, addresses))).ToList();

        var services = targets
            .GroupBy(t => t.Placement.Instance.Service, t => Locate(t.Placement, t.Target))
            .Select(service => Layout.Lay(new ServiceLocations(Service(service.Key), Ttl, [.. service], [.. present[Service(service.Key)]])))
            .ToList();

        var names = addresses.Select(h => (Name: h.Key, Address: h.Value))
            .Concat(targets.Select(t => (Name: t.Target, t.Placement.Instance.At.Address)))
            .GroupBy(n => n.Name, n => n.Address)
            .Select(name => new RecordSet { Key = Host(name.Key), Ttl = Ttl, Values = name.ToImmutableSortedSet(StringComparer.Ordinal) });

        return new Desired(
            services.SelectMany(service => service.Sets).Concat(names).ToImmutableDictionary(set => set.Key),
            [.. services.Where(service => service.LeftOut > 0).Select(service => new LeftOut(service.Service, service.LeftOut, Shortage.Identifiers))]);
    }

    /// <summary>Under which name and with which value each instance answers.</summary>
    public IEnumerable<(Placement Placement, RecordKey Service, string Value)> Locate(IReadOnlyCollection<Host> hosts, IEnumerable<Placement> placements)
    {
        var addresses = hosts.ToDictionary(h => h.Name, h => h.Address);
        return placements.Select(p => (p, Service(p.Instance.Service), Locate(p, Target(p, addresses)).Value));
    }

    /// <summary>The key of a service's record set, and the common part of its keys where it has several.</summary>
    public RecordKey Service(string service) => new($"{service}.{Domain}", RecordType.SRV);

    /// <summary>The key of a host's record set.</summary>
    public RecordKey Host(string host) => new($"{host}.{Domain}", RecordType.A);

    private Location Locate(Placement placement, string target) =>
        new(placement.Host, placement.Container, target, placement.Instance.At.Port, $"{PriorityAndWeight} {placement.Instance.At.Port} {target}.{Domain}.");

    private static string Target(Placement placement, Dictionary<string, string> addresses) =>
        placement.Instance.At.Address is var address && addresses.GetValueOrDefault(placement.Host) == address
            ? placement.Host
            : $"ip-{address.Replace('.', '-').Replace(':', '-')}";
}
