using Pipeline.Contracts;
using Pipeline.Core.Instances;
using Pipeline.Core.Names;

namespace Pipeline.Projector.Registry;

/// <summary>The part of the registry that a decision reads.</summary>
/// <param name="Hosts">The names of the hosts to lock and read.</param>
/// <param name="Containers">The identifiers of the containers to read.</param>
/// <param name="Reporting">The hosts of which all present containers are read.</param>
/// <param name="Addresses">The addresses (<see cref="TransportAddress.ToKey"/>) of which all present and former claimants are read.</param>
public sealed record RegistrySlice(
    IReadOnlyList<string> Hosts, IReadOnlyList<string> Containers, IReadOnlyList<string> Reporting, IReadOnlyList<string> Addresses)
{
    /// <summary>The owned names (<see cref="OwnedName"/>) of which the bindings are read.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>The services of which all instances are read, and their hosts without locks.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>The slice of facts: their containers, the containers of reporting hosts, the holders of claimed addresses.</summary>
    public static RegistrySlice OfFacts(IReadOnlyCollection<IHostFact> facts)
    {
        var snapshots = facts.SelectMany(f => f.GetSnapshots()).ToList();
        return new(
            [.. facts.Select(f => f.Host.Name).Distinct()],
            [.. facts.Select(f => f.GetContainerId()).OfType<string>().Concat(snapshots.Select(s => s.Id)).Distinct()],
            [.. facts.Where(f => f.IsAboutWholeHost()).Select(f => f.Host.Name).Distinct()],
            [.. snapshots.SelectMany(s => s.Endpoints)
                .Where(e => e is { Address: not null, HostPort: not null, Balancer: null })
                .Select(e => new TransportAddress(e.Address!, e.HostPort!.Value, e.Protocol).ToKey())
                .Distinct()]);
    }

    /// <summary>The slice of verdicts: their containers.</summary>
    public static RegistrySlice OfVerdicts(IReadOnlyCollection<IVerdict> verdicts) => new(
        [.. verdicts.Select(v => v.Host).Distinct()], [.. verdicts.Select(v => v.ContainerId).Distinct()], [], []);

    /// <summary>The slice of hosts and all their containers.</summary>
    public static RegistrySlice OfHosts(IReadOnlyCollection<string> hosts) => new([.. hosts], [], [.. hosts], []);

    /// <summary>The slice of an owned name alone.</summary>
    public static RegistrySlice OfName(string owned) => new([], [], [], []) { Names = [owned] };
}
