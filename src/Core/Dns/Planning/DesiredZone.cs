using System.Collections.Immutable;
using Pipeline.Core.Dns.Budget;
using Pipeline.Core.Dns.Layouts;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;

namespace Pipeline.Core.Dns.Planning;

/// <summary>
/// The desired content of the zone for a given registry: the instances of each service as the layout distributes them, their addresses at
/// the same name for programs that ask for nothing else, and the addresses of each name that the SRV records point to.
/// <code>
/// calc.DOMAIN        SRV  1 1 32768 HOST.DOMAIN.         an instance at the addresses of its host
/// calc.DOMAIN        SRV  1 1 8081 ip-10-0-1-5.DOMAIN.   an instance at an address of its own (awsvpc)
/// calc.DOMAIN        A    192.0.2.7, 10.0.1.5            if their ports are fixed; AAAA likewise
/// web.DOMAIN         SRV  1 1 443 BALANCER.              an ECS service behind a load balancer
/// web.DOMAIN         A    alias to BALANCER              AAAA if the balancer has IPv6
/// _calc._tcp.DOMAIN  SRV  alias to calc.DOMAIN           if all its ports are TCP, in a zone with aliases
/// _calc._tcp.DOMAIN  SRV  1 1 32768 HOST.DOMAIN.         otherwise: those that are TCP
/// HOST.DOMAIN        A    192.0.2.7                      AAAA if the host has an IPv6 address
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

    /// <summary>Which instances have their address at their service's own name.</summary>
    public ServiceAddresses Addresses { get; init; }

    /// <summary>Whether plain names have protocol names beside them.</summary>
    public ProtocolNames ProtocolNames { get; init; }

    /// <summary>Whether the zone has aliases.</summary>
    public bool HasAliases { get; init; }

    /// <summary>The hosted zone in which aliases lead from name to name; null if none are desired.</summary>
    public string? AliasZone { get; private init; }

    /// <summary>The desired content of one hosted zone.</summary>
    /// <param name="zone">Its identifier.</param>
    public DesiredZone In(string zone) => HasAliases ? this with { AliasZone = zone } : this;

    /// <summary>The record sets for these services and hosts.</summary>
    /// <param name="hosts">The hosts that are present (<see cref="Hosts.Host.IsPresent"/>), at least those of the instances and those that
    /// have the name of a service.</param>
    /// <param name="placements">The registered instances.</param>
    /// <param name="held">The current record sets of these services; a layout keeps an instance in its set.</param>
    public DesiredRecords Of(IReadOnlyCollection<Host> hosts, IReadOnlyCollection<PlacedInstance> placements, IEnumerable<RecordSet> held)
    {
        var present = held.ToList();
        var (kept, otherRoutes) = NameRoutes.Choose(placements, present, Domain);
        var services = ServicesOf(hosts, kept, present);
        var byName = hosts.ToDictionary(h => h.Name);
        var names = hosts.SelectMany(h => h.Addresses, (h, address) => (h.Name, Address: address))
            .Concat(kept.SelectMany(p => p.Instance.Addresses, (p, address) => (Name: FindTarget(p, byName), Address: address)))
            .Distinct()
            .GroupBy(n => AddressKey(n.Name, n.Address), n => n.Address)
            .Select(name => new RecordSet { Key = name.Key, Ttl = Ttl, Values = name.ToImmutableSortedSet(StringComparer.Ordinal) });

        return new DesiredRecords(
            services.SelectMany(service => service.Sets).Concat(names).ToImmutableDictionary(set => set.Key),
            [.. services.Where(service => service.LeftOut > 0)
                .GroupBy(service => service.Service, service => service.LeftOut)
                .Select(service => new LeftOut(service.Key, service.Max(), LeftOutReason.Identifiers)).Concat(otherRoutes)]);
    }

    /// <summary>
    /// The record sets of these services alone, whose instances have one route each, without those of the names that they point to.
    /// </summary>
    /// <inheritdoc cref="Of"/>
    public IReadOnlyList<LayoutResult> ServicesOf(
        IReadOnlyCollection<Host> hosts, IReadOnlyCollection<PlacedInstance> placements, IEnumerable<RecordSet> held)
    {
        var present = held.ToLookup(set => set.Key with { SetIdentifier = null });
        var byName = hosts.ToDictionary(h => h.Name);
        return [.. placements
            .SelectMany(placement => Locate(placement, byName))
            .GroupBy(located => located.Key, located => located.Location)
            .Select(set => LayOut(set.Key, set))
            .Concat(LeadToBalancers(placements, byName))
            .Concat(FindProtocolNames(placements).Select(name => AliasZone is { } zone && name.IsWhole
                ? new LayoutResult(Service(name.Name).Name, [RecordSet.CreateAlias(Service(name.Name), zone, Service(name.Service).Name)])
                : LayOut(Service(name.Name), name.Instances.Select(placement => LocateService(placement, byName)))))];

        LayoutResult LayOut(RecordKey key, IEnumerable<Location> locations) =>
            Layout.LayOut(new ServiceLocations(key, Ttl, [.. locations], [.. present[key]]));
    }

    /// <summary>The instances to which their names lead: those of one route each.</summary>
    /// <inheritdoc cref="Of"/>
    public IReadOnlyCollection<PlacedInstance> SelectRoutes(IReadOnlyCollection<PlacedInstance> placements, IEnumerable<RecordSet> held) =>
        NameRoutes.Choose(placements, [.. held], Domain).Kept;

    /// <summary>The protocol names beside the plain names of these instances.</summary>
    /// <returns>Each with its plain name, its instances, and whether those are all that the plain name has.</returns>
    public IEnumerable<(string Name, string Service, bool IsWhole, IReadOnlyList<PlacedInstance> Instances)> FindProtocolNames(
        IReadOnlyCollection<PlacedInstance> placements)
    {
        var byService = placements.ToLookup(placement => placement.Instance.Service);
        return
            from service in byService
            let all = service.Select(placement => placement.Instance)
            from beside in ProtocolNames.FindBeside(service.Key, all, byService.Contains, Domain)
            let speaking = service.Where(placement => placement.Instance.At.Protocol == beside.Protocol).ToList()
            select (beside.Name, service.Key, speaking.Count == service.Count(), (IReadOnlyList<PlacedInstance>)speaking);
    }

    /// <summary>The names whose claims decide about the records of a name, and those whose records its claims decide about.</summary>
    public IEnumerable<string> FindRelated(string service) =>
        ProtocolNames is ProtocolNames.None ? [service] : ProtocolNameRules.FindRelated(service);

    /// <summary>The record keys and the values of each instance.</summary>
    public IEnumerable<(PlacedInstance Placement, RecordKey Key, string Value)> Locate(
        IReadOnlyCollection<Host> hosts, IEnumerable<PlacedInstance> placements)
    {
        var byName = hosts.ToDictionary(h => h.Name);
        return placements.SelectMany(p => Locate(p, byName), (p, located) => (p, located.Key, located.Location.Value));
    }

    /// <summary>The key of a service's SRV set; without the set identifiers if it has several sets.</summary>
    public RecordKey Service(string service) => new($"{service}.{Domain}", RecordType.SRV);

    /// <summary>The keys of all sets that a service may have, or that a host of its name has; without set identifiers.</summary>
    public IEnumerable<RecordKey> KeysOfService(string service) => ServiceAddressRules.MayHaveAddresses(service)
        ? [Service(service), .. KeysOfHost(service)]
        : [Service(service)];

    /// <summary>The keys of a host's sets.</summary>
    public IEnumerable<RecordKey> KeysOfHost(string host) =>
        [new($"{host}.{Domain}", RecordType.A), new($"{host}.{Domain}", RecordType.AAAA)];

    /// <summary>
    /// The addresses at the names of services behind balancers: an alias follows the balancer's addresses, and its answers cost nothing.
    /// </summary>
    private IEnumerable<LayoutResult> LeadToBalancers(IEnumerable<PlacedInstance> placements, Dictionary<string, Host> hosts) =>
        from placed in placements
        where NameRoutes.IsBehindBalancer(placed) && Addresses.Choose(placed.Instance)
        group placed.Instance by placed.Instance.Service into service
        where !hosts.ContainsKey(service.Key) && ServiceAddressRules.MayHaveAddresses(service.Key)
        let instance = service.First()
        select new LayoutResult(
            Service(service.Key).Name,
            [
                .. from key in KeysOfHost(service.Key)
                   where key.Type is RecordType.A || instance.Balancer!.HasIPv6
                   select RecordSet.CreateAlias(key, instance.Balancer!.HostedZoneId, instance.At.Address),
            ]);

    private IEnumerable<(RecordKey Key, Location Location)> Locate(PlacedInstance placement, Dictionary<string, Host> hosts)
    {
        var (host, container, instance) = placement;
        yield return (Service(instance.Service), LocateService(placement, hosts));

        if (!Addresses.Choose(instance) || hosts.ContainsKey(instance.Service)) yield break;
        if (!ServiceAddressRules.MayHaveAddresses(instance.Service)) yield break;
        foreach (var address in instance.Addresses)
            yield return (AddressKey(instance.Service, address), new Location(host, container, address, address));
    }

    private Location LocateService(PlacedInstance placement, Dictionary<string, Host> hosts)
    {
        var (host, container, instance) = placement;
        var target = instance.Balancer is null ? FindTarget(placement, hosts) : instance.At.Address;
        var name = instance.Balancer is null ? $"{target}.{Domain}" : target;
        var value = SrvValue.Create(instance.At.Port, name, instance.Priority, instance.Weight).ToString();
        return new Location(host, container, $"{target}:{instance.At.Port}", value);
    }

    private RecordKey AddressKey(string label, string address) =>
        new($"{label}.{Domain}", TransportAddress.IsIPv6(address) ? RecordType.AAAA : RecordType.A);

    /// <summary>
    /// The label that leads to exactly the instance's addresses: its host's name if it is reached at all of the host's addresses.
    /// </summary>
    private static string FindTarget(PlacedInstance placement, Dictionary<string, Host> hosts) =>
        hosts.GetValueOrDefault(placement.Host) is { } host && host.Addresses.SequenceEqual(placement.Instance.Addresses)
            ? placement.Host
            : AddressLabel.Format(placement.Instance, placement.Host);
}
