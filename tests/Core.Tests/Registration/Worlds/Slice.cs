using Pipeline.Contracts;
using Pipeline.Core.Instances;
using Pipeline.Core.Registration;

namespace Pipeline.Core.Tests.Registration.Worlds;

/// <summary>
/// The part of a registry that a batch concerns, and no more: its hosts and their leases, its containers, what a reporting or leaving
/// host runs, and who holds the addresses claimed.
/// </summary>
internal static class Slice
{
    public static Registry Of(Registry whole, IReadOnlyCollection<IHostFact> facts)
    {
        var hosts = facts.Select(f => f.Host.Name).ToHashSet();
        var speakingForAll = facts.Where(f => f is HostReported or HostLeft).Select(f => f.Host.Name).ToHashSet();
        var snapshots = facts.SelectMany(Snapshots).ToList();
        var subjects = facts.Select(Subject).OfType<string>().Concat(snapshots.Select(s => s.Id)).ToHashSet();
        var addresses = snapshots
            .SelectMany(s => s.Endpoints)
            .Select(e => new TransportAddress(e.Address!, e.HostPort!.Value, e.Protocol))
            .ToHashSet();
        return Registry.Create(
            whole.Hosts.Values.Where(h => hosts.Contains(h.Name)),
            whole.Leases.Values.Where(l => hosts.Contains(l.Id)),
            whole.Containers.Values.Where(c =>
                subjects.Contains(c.Id)
                || (c.IsPresent && speakingForAll.Contains(c.Host))
                || c.Instances.Any(i => addresses.Contains(i.At))));
    }

    /// <summary>The whole, once what a batch left behind is written back.</summary>
    public static Registry Merge(Registry whole, Registry slice) => Registry.Create(
        whole.Hosts.SetItems(slice.Hosts).Values,
        whole.Leases.SetItems(slice.Leases).Values,
        whole.Containers.SetItems(slice.Containers).Values);

    private static IEnumerable<ContainerSnapshot> Snapshots(IHostFact fact) => fact switch
    {
        ContainerStarted f => [f.Container],
        HostReported f => f.Containers,
        _ => [],
    };

    private static string? Subject(IHostFact fact) => fact switch
    {
        ContainerStopping f => f.ContainerId,
        ContainerPaused f => f.ContainerId,
        ContainerStopped f => f.ContainerId,
        _ => null,
    };
}
