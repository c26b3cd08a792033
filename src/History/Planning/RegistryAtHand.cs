using Pipeline.Core.Dns;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Projector.Zone;

namespace Pipeline.History.Planning;

/// <summary>A registry that was read or folded already: what is planned for it is not read again.</summary>
/// <param name="hosts">Those of them at least that are present.</param>
/// <param name="present">The containers that are present.</param>
public class RegistryAtHand(IReadOnlyCollection<Host> hosts, IReadOnlyCollection<Container> present) : IContainerNames
{
    public Task<IReadOnlyDictionary<string, string>> OfAsync(IReadOnlyCollection<string> containers, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyDictionary<string, string>>(present.ToDictionary(container => container.Id, container => container.Name));

    /// <summary>The registry as a zone's leader would see it; its ledger is the present one, because the zone is.</summary>
    internal IZoneView ViewOf(ZoneView zone) => new View(hosts, present, zone);

    private sealed class View(IReadOnlyCollection<Host> hosts, IReadOnlyCollection<Container> present, ZoneView view) : IZoneView
    {
        public Task<ZonePicture> ReadAsync(string zone, ZoneScope scope, CancellationToken cancel) => scope.Everything
            ? view.ReadAsync(zone, hosts, present, cancel)
            : throw new NotSupportedException("A registry at hand is looked at as a whole.");
    }
}
