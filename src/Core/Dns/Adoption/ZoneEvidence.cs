using System.Collections.Immutable;
using Pipeline.Core.Dns.Planning;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;

namespace Pipeline.Core.Dns.Adoption;

/// <summary>What is known when it is decided whose a record is: the zone, the ledger and the registry.</summary>
public sealed class ZoneEvidence
{
    private readonly ILookup<string, RecordSet> byName;
    private readonly Dictionary<RecordKey, LedgerEntry> entries;
    private readonly Dictionary<string, Host> hosts;
    private readonly Dictionary<string, Container> containers;
    private readonly HashSet<string> silent;
    private readonly HashSet<string> instanceAddresses;

    /// <param name="zone">The desired content of the zone.</param>
    /// <param name="identity">The zone's identity.</param>
    /// <param name="actual">All record sets of the zone, without the fence.</param>
    /// <param name="ledger">The ledger's entries after the audit.</param>
    /// <param name="hosts">The hosts that the registry knows, present or not; at least all present ones.</param>
    /// <param name="containers">The containers that are present.</param>
    /// <param name="silent">The hosts whose next full report is awaited: what they run is not known.</param>
    public ZoneEvidence(
        DesiredZone zone,
        string identity,
        IReadOnlyDictionary<RecordKey, RecordSet> actual,
        IReadOnlyCollection<LedgerEntry> ledger,
        IReadOnlyCollection<Host> hosts,
        IReadOnlyCollection<Container> containers,
        IEnumerable<string> silent)
    {
        (Zone, Identity, Actual, Ledger) = (zone.In(identity), identity, actual, ledger);
        byName = actual.Values.ToLookup(set => set.Key.Name);
        entries = ledger.Where(entry => entry.Key is not null).ToDictionary(entry => entry.Key!);
        this.hosts = hosts.ToDictionary(host => host.Name);
        this.containers = containers.ToDictionary(container => container.Id);
        this.silent = [.. silent];
        Placements =
        [
            .. containers.SelectMany(one => one.Instances, (one, instance) => new PlacedInstance(one.Host, one.Id, instance)),
        ];
        instanceAddresses = [.. Placements.SelectMany(placed => placed.Instance.Addresses)];
        Desired = DesireWith(ledger);
        Ttls = [zone.Ttl, .. ledger.SelectMany(entry => new[] { entry.Held, entry.Written }).OfType<RecordSet>().Select(set => set.Ttl)];
    }

    public DesiredZone Zone { get; }

    public string Identity { get; }

    public IReadOnlyDictionary<RecordKey, RecordSet> Actual { get; }

    public IReadOnlyCollection<LedgerEntry> Ledger { get; }

    public IReadOnlyList<PlacedInstance> Placements { get; }

    /// <summary>The desired records before anything is taken over.</summary>
    public DesiredRecords Desired { get; }

    /// <summary>The TTLs that this system writes here, or wrote.</summary>
    public ImmutableHashSet<int> Ttls { get; }

    /// <summary>The desired records when the ledger has these entries.</summary>
    public DesiredRecords DesireWith(IEnumerable<LedgerEntry> ledger) =>
        Zone.Of([.. hosts.Values.Where(host => host.IsPresent)], Placements, ledger.Select(entry => entry.Held).OfType<RecordSet>());

    /// <summary>Whether the ledger holds the record, or waits for the outcome of a change of it.</summary>
    public bool IsOwned(RecordKey key) => entries.GetValueOrDefault(key) is { Held: not null } or { Pending: not null };

    /// <summary>Whether the record is exactly as desired.</summary>
    public bool IsDesired(RecordSet set) => set.Equals(Desired.Sets.GetValueOrDefault(set.Key));

    /// <summary>The record sets of an absolute name, whoever wrote them.</summary>
    public IEnumerable<RecordSet> FindSets(string name) => byName[name];

    /// <summary>The addresses at an absolute name, in the order in which labels state them.</summary>
    public IReadOnlyList<string> FindAddresses(string name) =>
    [
        .. byName[name].Where(set => set.Key.Type.IsAddress).OrderBy(set => set.Key.Type is RecordType.AAAA)
            .SelectMany(set => set.Values),
    ];

    /// <summary>The name without the domain; null if it is not below the domain.</summary>
    public string? FindLabel(string name) =>
        name.Length > Zone.Domain.Length + 1 && name.EndsWith($".{Zone.Domain}", StringComparison.Ordinal)
            ? name[..^(Zone.Domain.Length + 1)]
            : null;

    /// <summary>A host by its name; null if it never reported.</summary>
    public Host? FindHost(string name) => hosts.GetValueOrDefault(name);

    /// <summary>A container that is present; null if it is not, or is unknown.</summary>
    public Container? FindContainer(string id) => containers.GetValueOrDefault(id);

    /// <summary>Whether what a host runs is not known, because its next full report is awaited.</summary>
    public bool IsSilent(string host) => silent.Contains(host);

    /// <summary>Whether a registered instance has the address.</summary>
    public bool IsOfInstance(string address) => instanceAddresses.Contains(address);
}
