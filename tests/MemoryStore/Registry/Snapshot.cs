using System.Collections.Immutable;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Fencing;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Names;
using Pipeline.Core.Storage;
using Pipeline.Projector.Registry;

namespace Pipeline.Tests.MemoryStore.Registry;

/// <summary>Everything that is committed, as one value: the events, and the state that each stream folds to.</summary>
internal sealed partial record Snapshot
{
    public static readonly Snapshot Empty = new();

    /// <summary>In the order in which they were committed.</summary>
    public ImmutableList<RecordedEvent> Events { get; private init; } = [];

    /// <summary>How many events each stream has.</summary>
    private ImmutableDictionary<string, int> Versions { get; init; } = ImmutableDictionary<string, int>.Empty;

    public ImmutableSortedDictionary<string, Container> Containers { get; private init; } = ById<Container>();

    /// <summary>By their streams.</summary>
    public ImmutableSortedDictionary<string, Host> Hosts { get; private init; } = ById<Host>();

    /// <summary>By their hosts' names.</summary>
    public ImmutableSortedDictionary<string, HostLease> Leases { get; private init; } = ById<HostLease>();

    /// <summary>By their streams.</summary>
    public ImmutableSortedDictionary<string, NameBinding> Names { get; private init; } = ById<NameBinding>();

    /// <summary>The ledger, by its streams.</summary>
    public ImmutableSortedDictionary<string, LedgerEntry> Entries { get; private init; } = ById<LedgerEntry>();

    /// <summary>The issued values of the fences, by their zones.</summary>
    public ImmutableSortedDictionary<string, FenceMemory> Fences { get; private init; } = ById<FenceMemory>();

    /// <summary>The state after events at the end of a stream.</summary>
    /// <param name="stream">The stream's identifier.</param>
    /// <param name="version">The stream's version after the events.</param>
    /// <param name="happened">In their order.</param>
    /// <exception cref="StoreConflictException">The stream is at another version.</exception>
    public Snapshot Append(string stream, int version, IReadOnlyCollection<object> happened)
    {
        var (expected, actual) = (version - happened.Count, Versions.GetValueOrDefault(stream));
        if (expected != actual) throw new StoreConflictException($"The stream {stream} is at version {actual}, not {expected}.");
        return happened.Aggregate(this, (state, one) => state.Record(stream, one));
    }

    public Snapshot Issue(FenceRequest request) =>
        this with { Fences = Fences.SetItem(request.Zone, FenceMemory.Issue(Fences.GetValueOrDefault(request.Zone), request)) };

    public Snapshot Store(HostLease lease) => this with { Leases = Leases.SetItem(lease.Id, lease) };

    /// <summary>The part of the registry that a decision concerns.</summary>
    public Core.Registration.Registry Read(RegistrySlice slice) => Core.Registration.Registry.Create(
        Hosts.Values.Where(host => slice.Hosts.Contains(host.Name)
            || (slice.Services is not [] && Containers.Values.Any(container =>
                container.Host == host.Name && container.Services.Intersect(slice.Services).Any()))),
        Leases.Values.Where(lease => slice.Hosts.Contains(lease.Id)),
        Containers.Values.Where(container =>
            slice.Containers.Contains(container.Id)
            || (container.IsPresent && slice.Reporting.Contains(container.Host))
            || container.Addresses.Intersect(slice.Addresses).Any()
            || container.Services.Intersect(slice.Services).Any()),
        slice.Names.Select(owned => Names.GetValueOrDefault(NameBinding.StreamOf(owned))).OfType<NameBinding>());

    private Snapshot Record(string stream, object happened) => happened switch
    {
        ContainerEvent e => this with
        {
            Containers = Containers.SetItem(stream, Container.Evolve(Containers.GetValueOrDefault(stream), stream, e)),
        },
        HostEvent e => this with { Hosts = Hosts.SetItem(stream, Host.Evolve(Hosts.GetValueOrDefault(stream), stream, e)) },
        NameEvent e => this with { Names = Names.SetItem(stream, NameBinding.Evolve(Names.GetValueOrDefault(stream), stream, e)) },
        LedgerEvent e => this with { Entries = Entries.SetItem(stream, LedgerEntry.Evolve(Entries.GetValueOrDefault(stream), stream, e)) },
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened.GetType().Name, "An event of no stream of the registry."),
    } with
    {
        Events = Events.Add(new(stream, happened)),
        Versions = Versions.SetItem(stream, Versions.GetValueOrDefault(stream) + 1),
    };

    private static ImmutableSortedDictionary<string, T> ById<T>() => ImmutableSortedDictionary.Create<string, T>(StringComparer.Ordinal);
}
