using Pipeline.Core.Dns;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Projector.Zone;

namespace Pipeline.History.Planning;

/// <summary>A registry in memory, read or folded before: planning for it does not read it again.</summary>
/// <param name="hosts">The hosts; at least all that are present.</param>
/// <param name="present">The containers that are present.</param>
public class RegistryAtHand(IReadOnlyCollection<Host> hosts, IReadOnlyCollection<Container> present) : IContainerNames
{
    public Task<IReadOnlyDictionary<string, string>> OfAsync(IReadOnlyCollection<string> containers, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyDictionary<string, string>>(present.ToDictionary(container => container.Id, container => container.Name));

    /// <summary>A view of this registry for a zone's planner, with the present ledger, because the zone is the present one.</summary>
    internal IZoneView ViewOf(ZoneView zone) => new View(hosts, present, zone);

    private sealed class View(IReadOnlyCollection<Host> hosts, IReadOnlyCollection<Container> present, ZoneView view) : IZoneView
    {
        public Task<ZonePicture> ReadAsync(string zone, ZoneScope scope, CancellationToken cancel) => scope.Everything
            ? view.ReadAsync(zone, hosts, present, cancel)
            : throw new NotSupportedException("A registry at hand is looked at as a whole.");
    }
}
