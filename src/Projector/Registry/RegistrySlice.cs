using Pipeline.Contracts;
using Pipeline.Core.Instances;

namespace Pipeline.Projector.Registry;

/// <summary>The part of the registry that a decision concerns.</summary>
/// <param name="Hosts">By name. They are locked.</param>
/// <param name="Containers">By identifier.</param>
/// <param name="Reporting">Hosts whose present containers are all concerned.</param>
/// <param name="Addresses">Whoever claims or claimed one of these (<see cref="TransportAddress.ToKey"/>) is concerned.</param>
public sealed record RegistrySlice(
    IReadOnlyList<string> Hosts, IReadOnlyList<string> Containers, IReadOnlyList<string> Reporting, IReadOnlyList<string> Addresses)
{
    /// <summary>What facts concern: their containers, what a reporting host runs, and who holds the addresses claimed.</summary>
    public static RegistrySlice OfFacts(IReadOnlyCollection<IHostFact> facts)
    {
        var snapshots = facts.SelectMany(f => f.GetSnapshots()).ToList();
        return new(
            [.. facts.Select(f => f.Host.Name).Distinct()],
            [.. facts.Select(f => f.GetContainerId()).OfType<string>().Concat(snapshots.Select(s => s.Id)).Distinct()],
            [.. facts.Where(f => f.IsAboutWholeHost()).Select(f => f.Host.Name).Distinct()],
            [.. snapshots.SelectMany(s => s.Endpoints)
                .Where(e => e is { Address: not null, HostPort: not null })
                .Select(e => new TransportAddress(e.Address!, e.HostPort!.Value, e.Protocol).ToKey())
                .Distinct()]);
    }

    /// <summary>What health decisions concern, as far as they say it themselves: their containers.</summary>
    public static RegistrySlice OfVerdicts(IReadOnlyCollection<IVerdict> verdicts) => new(
        [.. verdicts.Select(v => v.Host).Distinct()], [.. verdicts.Select(v => v.ContainerId).Distinct()], [], []);

    /// <summary>Hosts and everything that they run.</summary>
    public static RegistrySlice OfHosts(IReadOnlyCollection<string> hosts) => new([.. hosts], [], [.. hosts], []);
}
