using System.Collections.Immutable;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;

namespace Pipeline.Core.Dns;

/// <summary>
/// What the zone shall hold, given the registry: one SRV set a service with all its instances, and an A record for each name that
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
public sealed record DesiredZone(string Domain, int Ttl)
{
    /// <summary>SRV priority and weight (RFC 2782): all instances are equal.</summary>
    private const string PriorityAndWeight = "1 1";

    /// <summary>The record sets for these services and hosts.</summary>
    /// <param name="hosts">The hosts that are believed to live.</param>
    /// <param name="instances">The registered instances, each with the name of its host.</param>
    public ImmutableDictionary<RecordKey, RecordSet> Of(IReadOnlyCollection<Host> hosts, IReadOnlyCollection<(string Host, Instance Instance)> instances)
    {
        var addresses = hosts.ToDictionary(h => h.Name, h => h.Address);
        var targets = instances.Select(i => (i.Instance, Target: Target(i.Host, i.Instance.At.Address, addresses))).ToList();

        var services = targets
            .GroupBy(t => t.Instance.Service, t => $"{PriorityAndWeight} {t.Instance.At.Port} {t.Target}.{Domain}.")
            .Select(service => Set(service.Key, RecordType.SRV, service));

        var names = addresses.Select(h => (Name: h.Key, Address: h.Value))
            .Concat(targets.Select(t => (Name: t.Target, t.Instance.At.Address)))
            .GroupBy(n => n.Name, n => n.Address)
            .Select(name => Set(name.Key, RecordType.A, name));

        return services.Concat(names).ToImmutableDictionary(set => set.Key);
    }

    /// <summary>The key of a service's record set.</summary>
    public RecordKey Service(string service) => new($"{service}.{Domain}", RecordType.SRV);

    /// <summary>The key of a host's record set.</summary>
    public RecordKey Host(string host) => new($"{host}.{Domain}", RecordType.A);

    private RecordSet Set(string name, RecordType type, IEnumerable<string> values) => new()
    {
        Key = new RecordKey($"{name}.{Domain}", type),
        Ttl = Ttl,
        Values = values.ToImmutableSortedSet(StringComparer.Ordinal),
    };

    private static string Target(string host, string address, Dictionary<string, string> addresses) =>
        addresses.GetValueOrDefault(host) == address ? host : $"ip-{address.Replace('.', '-').Replace(':', '-')}";
}
