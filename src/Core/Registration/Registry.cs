using System.Collections.Immutable;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Names;

namespace Pipeline.Core.Registration;

/// <summary>
/// The part of the registry that a decision needs: the affected hosts, leases, containers and names, and which container holds which
/// address.
/// </summary>
public sealed record Registry
{
    public static readonly Registry Empty = new();

    public ImmutableDictionary<string, Host> Hosts { get; init; } = ImmutableDictionary<string, Host>.Empty;
    public ImmutableDictionary<string, HostLease> Leases { get; init; } = ImmutableDictionary<string, HostLease>.Empty;
    public ImmutableDictionary<string, Container> Containers { get; init; } = ImmutableDictionary<string, Container>.Empty;

    /// <summary>The bindings by their owned names (<see cref="OwnedName"/>).</summary>
    public ImmutableDictionary<string, NameBinding> Names { get; init; } = ImmutableDictionary<string, NameBinding>.Empty;

    /// <summary>
    /// The container that holds each address, derived from the instances. If two concurrent writers registered one address for two
    /// containers, the holder is the one that outranks the other; the next full report of the other one's host refuses the other.
    /// </summary>
    public ImmutableDictionary<TransportAddress, string> Holders { get; private init; } =
        ImmutableDictionary<TransportAddress, string>.Empty;

    public static Registry Create(
        IEnumerable<Host> hosts, IEnumerable<HostLease> leases, IEnumerable<Container> containers,
        IEnumerable<NameBinding>? names = null)
    {
        var known = containers.ToImmutableDictionary(c => c.Id);
        return new Registry
        {
            Hosts = hosts.ToImmutableDictionary(h => h.Name),
            Leases = leases.ToImmutableDictionary(l => l.Id),
            Containers = known,
            Names = (names ?? []).ToImmutableDictionary(binding => binding.Name),
            Holders = known.Values
                .SelectMany(
                    c => c.Instances.Where(i => i.Balancer is null).Select(i => i.At).Distinct(), (Container, At) => (Container, At))
                .GroupBy(held => held.At, held => held.Container)
                .ToImmutableDictionary(at => at.Key, at => at.Aggregate((first, second) => second.Outranks(first) ? second : first).Id),
        };
    }

    /// <summary>This registry with the hosts, containers and names of another one that it does not have.</summary>
    public Registry With(Registry more) => Create(
        Hosts.Values.UnionBy(more.Hosts.Values, host => host.Name),
        Leases.Values,
        Containers.Values.UnionBy(more.Containers.Values, container => container.Id),
        Names.Values.UnionBy(more.Names.Values, binding => binding.Name));

    public Registry Evolve(RegistryEvent recorded) => recorded switch
    {
        RegistryEvent.OfHost(var name, var happened) => this with
        {
            Hosts = Hosts.SetItem(name, Host.Evolve(Hosts.GetValueOrDefault(name), Host.StreamOf(name), happened)),
        },
        RegistryEvent.OfName(var owned, var happened) => this with
        {
            Names = Names.SetItem(owned, NameBinding.Evolve(Names.GetValueOrDefault(owned), NameBinding.StreamOf(owned), happened)),
        },
        RegistryEvent.OfContainer(var id, var happened) => Evolve(
            Container.Evolve(Containers.GetValueOrDefault(id), id, happened), happened),
        _ => throw new ArgumentOutOfRangeException(nameof(recorded)),
    };

    private Registry Evolve(Container container, ContainerEvent happened) => this with
    {
        Containers = Containers.SetItem(container.Id, container),
        Holders = happened switch
        {
            InstanceRegistered { Instance.Balancer: null } e => Holders.SetItem(e.Instance.At, container.Id),
            InstanceWithdrawn e when Holders.GetValueOrDefault(e.Instance.At) == container.Id && !container.HasInstanceAt(e.Instance.At) =>
                Holders.Remove(e.Instance.At),
            _ => Holders,
        },
    };
}

/// <summary>An event and the stream that it belongs to.</summary>
public abstract record RegistryEvent
{
    private RegistryEvent() { }

    public sealed record OfHost(string Host, HostEvent Happened) : RegistryEvent;

    /// <param name="Owned">The owned name.</param>
    /// <param name="Happened">The event.</param>
    public sealed record OfName(string Owned, NameEvent Happened) : RegistryEvent;

    public sealed record OfContainer(string Container, ContainerEvent Happened) : RegistryEvent;
}
