using System.Collections.Immutable;
using Pipeline.Core.Dns.Budget;
using Pipeline.Core.Dns.Layouts;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;

namespace Pipeline.Core.Dns.Planning;

/// <summary>
/// The desired content of the zone for a given registry: the instances of each service as the layout distributes them, and an A record for
/// each name that their SRV records point to.
/// <code>
/// calc.DOMAIN        SRV  1 1 32768 HOST.DOMAIN.         an instance at the address of its host
/// calc.DOMAIN        SRV  1 1 8081 ip-10-0-1-5.DOMAIN.   an instance at an address of its own (awsvpc)
/// HOST.DOMAIN        A    192.0.2.7
/// ip-10-0-1-5.DOMAIN A    10.0.1.5
/// </code>
/// </summary>
/// <param name="Domain">The name of the zone, in lower case without a final dot.</param>
/// <param name="Ttl">How long resolvers may keep an answer, in seconds.</param>
/// <param name="Layout">Distributes the instances of a service over record sets.</param>
public sealed record DesiredZone(string Domain, int Ttl, ILayout Layout)
{
    /// <summary>A zone with simple sets and without limits.</summary>
    public DesiredZone(string domain, int ttl) : this(domain, ttl, new SimpleLayout(SetLimits.None)) { }

    /// <summary>The record sets for these services and hosts.</summary>
    /// <param name="hosts">The hosts that are present (<see cref="Hosts.Host.IsPresent"/>).</param>
    /// <param name="placements">The registered instances.</param>
    /// <param name="held">The current record sets of these services; a layout keeps an instance in its set.</param>
    public DesiredRecords Of(IReadOnlyCollection<Host> hosts, IReadOnlyCollection<PlacedInstance> placements, IEnumerable<RecordSet> held)
    {
        var addresses = hosts.ToDictionary(h => h.Name, h => h.Address);
        var present = held.ToLookup(set => set.Key with { SetIdentifier = null });
        var targets = placements.Select(p => (Placement: p, Target: Target(p, addresses))).ToList();

        var services = targets
            .GroupBy(t => t.Placement.Instance.Service, t => Locate(t.Placement, t.Target))
            .Select(service =>
                Layout.LayOut(new ServiceLocations(Service(service.Key), Ttl, [.. service], [.. present[Service(service.Key)]])))
            .ToList();

        var names = addresses.Select(h => (Name: h.Key, Address: h.Value))
            .Concat(targets.Select(t => (Name: t.Target, t.Placement.Instance.At.Address)))
            .GroupBy(n => n.Name, n => n.Address)
            .Select(name => new RecordSet { Key = Host(name.Key), Ttl = Ttl, Values = name.ToImmutableSortedSet(StringComparer.Ordinal) });

        return new DesiredRecords(
            services.SelectMany(service => service.Sets).Concat(names).ToImmutableDictionary(set => set.Key),
            [.. services.Where(service => service.LeftOut > 0).Select(service =>
                new LeftOut(service.Service, service.LeftOut, LeftOutReason.Identifiers))]);
    }

    /// <summary>The record key and the SRV value of each instance.</summary>
    public IEnumerable<(PlacedInstance Placement, RecordKey Service, string Value)> Locate(
        IReadOnlyCollection<Host> hosts, IEnumerable<PlacedInstance> placements)
    {
        var addresses = hosts.ToDictionary(h => h.Name, h => h.Address);
        return placements.Select(p => (p, Service(p.Instance.Service), Locate(p, Target(p, addresses)).Value));
    }

    /// <summary>The key of a service's record set; without the set identifiers if it has several sets.</summary>
    public RecordKey Service(string service) => new($"{service}.{Domain}", RecordType.SRV);

    /// <summary>The key of a host's record set.</summary>
    public RecordKey Host(string host) => new($"{host}.{Domain}", RecordType.A);

    /// <summary>The SRV value of an instance at a target, which is a label below <see cref="Domain"/>.</summary>
    public string FormatValue(Instance instance, string target) =>
        SrvValue.Create(instance.At.Port, $"{target}.{Domain}", instance.Priority, instance.Weight).ToString();

    /// <summary>
    /// The label of an address that is not its host's: <c>ip-10-0-1-5</c>. On EC2 a host may have this name itself, at another address;
    /// then it is <c>at-10-0-1-5</c>, because one name leads to one address.
    /// </summary>
    public static string FormatAddressLabel(string address, string host)
    {
        var dashed = address.Replace('.', '-').Replace(':', '-');
        return $"ip-{dashed}" == host ? $"at-{dashed}" : $"ip-{dashed}";
    }

    private Location Locate(PlacedInstance placement, string target) =>
        new(placement.Host, placement.Container, target, placement.Instance.At.Port, FormatValue(placement.Instance, target));

    private static string Target(PlacedInstance placement, Dictionary<string, string> addresses) =>
        placement.Instance.At.Address is var address && addresses.GetValueOrDefault(placement.Host) == address
            ? placement.Host
            : FormatAddressLabel(address, placement.Host);
}
