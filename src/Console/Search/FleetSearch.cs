using Pipeline.Console.Reading;

namespace Pipeline.Console.Search;

/// <summary>Finds services, containers and hosts of the present by a part of their names.</summary>
internal static class FleetSearch
{
    private const int FoundAtMost = 30;

    /// <param name="fleet">What there is.</param>
    /// <param name="sought">A part of a name, or the beginning of a container's identifier; empty for what is in trouble.</param>
    public static IReadOnlyList<FoundThing> Find(FleetView fleet, string sought) => sought is ""
        ? [.. Everything(fleet).Where(thing => thing.IsTrouble).Take(FoundAtMost)]
        :
        [
            .. Everything(fleet).Select(thing => (Thing: thing, Rank: thing.RankFor(sought))).Where(found => found.Rank is not null)
                .OrderBy(found => found.Rank).ThenByDescending(found => found.Thing.IsTrouble)
                .ThenBy(found => found.Thing.Name, StringComparer.Ordinal)
                .Take(FoundAtMost).Select(found => found.Thing),
        ];

    private static IEnumerable<FoundThing> Everything(FleetView fleet) =>
    [
        .. fleet.Services.Select(service => new FoundThing(
            "service", service.Name, $"/services/{Uri.EscapeDataString(service.Name)}", service.Worst.IsTrouble,
            Marks.Summarize(service.Instances.Select(one => one.Mark)), service.Name)),
        .. fleet.Registry.Hosts.Select(host => new FoundThing(
            "host", host.Name, $"/hosts/{Uri.EscapeDataString(host.Name)}", host.IsInTrouble,
            $"{host.Status}, {host.Containers} containers", host.Address)),
        .. fleet.Instances.DistinctBy(one => one.Instance.ContainerId).Select(one => new FoundThing(
            "container", one.Instance.ContainerName, one.Address, one.Mark.IsTrouble,
            $"{one.Mark.Term.Shown}, on {one.Instance.Host}", one.Instance.ContainerId)),
    ];
}
