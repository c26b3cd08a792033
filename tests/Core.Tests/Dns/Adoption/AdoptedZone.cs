using System.Collections.Immutable;
using Pipeline.Contracts;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Adoption;
using Pipeline.Core.Dns.Layouts;
using Pipeline.Core.Dns.Planning;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Tests.Support;
using static Pipeline.Core.Tests.Dns.Sets;

namespace Pipeline.Core.Tests.Dns.Adoption;

/// <summary>A zone, the ledger that does not know all of it, and a registry, in few words.</summary>
internal sealed record AdoptedZone
{
    public const string Elsewhere = "ec2.internal";

    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public ImmutableList<RecordSet> Zone { get; init; } = [];

    public ImmutableList<RecordSet> Held { get; init; } = [];

    public ImmutableList<Host> Hosts { get; init; } = [];

    public ImmutableList<Container> Containers { get; init; } = [];

    public ImmutableList<string> Silent { get; init; } = [];

    public ZoneLayout Layout { get; init; } = ZoneLayout.Simple;

    public AdoptedZone With(params IEnumerable<RecordSet> sets) => this with { Zone = Zone.AddRange(sets) };

    public AdoptedZone WithHost(string name, string address) =>
        this with { Hosts = Hosts.Add(new Host { Id = Host.StreamOf(name), Address = address }) };

    public AdoptedZone Running(string host, string id, string service, int port)
    {
        var address = Hosts.Single(one => one.Name == host).Address;
        return this with
        {
            Containers = Containers.Add(new Container
            {
                Id = id,
                Host = host,
                Instances = [new Instance(service, port, new TransportAddress(address, port, TransportProtocol.Tcp))],
            }),
        };
    }

    public DesiredZone Laid => new(Domain, 0, Layout.Within(Core.Dns.Budget.SetLimits.None)) { ProtocolNames = ProtocolNames.None };

    public ZoneEvidence Evidence => new(
        Laid, ModelLedger.Zone, Zone.ToDictionary(set => set.Key), ModelLedger.Of(Held).Entries, Hosts, Containers, Silent);

    public Core.Dns.Adoption.Adoption Adopt(RecordOrigin from, params string[] names) => AdoptionDecision.Decide(
        new AdoptionRequest(from, [.. names.Select(name => $"{name}.{Domain}")]), Evidence, Now);

    /// <summary>The ledger after an adoption.</summary>
    public IReadOnlyCollection<LedgerEntry> LedgerAfter(Core.Dns.Adoption.Adoption adoption)
    {
        var entries = ModelLedger.Of(Held).Entries.ToDictionary(entry => entry.Id);
        foreach (var (entry, happened) in adoption.Events) entries[entry.Id] = LedgerEntry.Evolve(entry, entry.Id, happened);
        return [.. entries.Values];
    }

    /// <summary>The plan of the pass after an adoption, with its conflicts noted as a full pass does.</summary>
    public IReadOnlyList<RecordChange> PlanAfter(Core.Dns.Adoption.Adoption adoption)
    {
        var entries = LedgerAfter(adoption).ToDictionary(entry => entry.Id);
        var desired = Evidence.DesireWith(entries.Values);
        var zone = Zone.ToDictionary(set => set.Key);
        foreach (var (entry, found) in ZoneAudit.Conflicts(zone, desired.Sets, [.. entries.Values], ModelLedger.Zone, Now).ToList())
            entries[entry.Id] = LedgerEntry.Evolve(entry, entry.Id, found);
        return ZonePlan.Between(ReachableTargets.Fit(desired, desired.Sets, [.. entries.Values]).Sets, [.. entries.Values]);
    }

    /// <summary>A container's record as the reference design's agent writes it.</summary>
    public static RecordSet AgentSrv(string service, string host, string container, int port) => new()
    {
        Key = new RecordKey($"{service}.{Domain}", RecordType.SRV, $"{host}.{Elsewhere}:{container}"),
        Ttl = 0,
        Values = [$"1 1 {port} {host}.{Elsewhere}"],
        Routing = Routing.Weighted(1),
    };

    /// <summary>A host's record as the reference design's agent writes it.</summary>
    public static RecordSet AgentHost(string host, string address) => new()
    {
        Key = new RecordKey($"{host}.{Domain}", RecordType.A, $"{host}.{Elsewhere}"),
        Ttl = 0,
        Values = [address],
        Routing = Routing.Weighted(1),
    };
}
