using Pipeline.Pages.Frame;
using Pipeline.Pages.Reading;
using Pipeline.Projector.Reading;

namespace Pipeline.Pages.Events;

/// <summary>Which events are wanted.</summary>
/// <param name="About">What a person wrote: a service, a container's name or identifier, a host; null for everything.</param>
/// <param name="Kind">Only what happened to this: <c>container</c>, <c>host</c>, <c>record</c>, <c>health</c>; null for all.</param>
/// <param name="Streams">The streams of what the person means; null for all.</param>
/// <param name="Names">The names of containers by their identifiers.</param>
public sealed record EventFilter(string? About, string? Kind, IReadOnlyCollection<string>? Streams, IReadOnlyDictionary<string, string> Names)
{
    public static readonly IReadOnlyList<string> Kinds = ["container", "host", "record", "health"];

    private const int MostStreams = 500;
    private const int ShortestId = 6;

    public static EventFilter Of(Asked asked, FleetView fleet, ZoneStandingView? zone)
    {
        var names = fleet.Instances.Select(one => (one.Instance.ContainerId, one.Instance.ContainerName))
            .Concat(fleet.Sagas.Select(saga => (saga.ContainerId, saga.ContainerName)))
            .GroupBy(one => one.ContainerId, one => one.ContainerName).ToDictionary(one => one.Key, one => one.First());
        var kind = asked["kind"] is { } wanted && Kinds.Contains(wanted) ? wanted : null;
        if (asked["about"] is not { } about) return new(null, kind, null, names);

        var containers = fleet.Instances
            .Where(one => one.Instance.Service == about || one.Instance.Host == about)
            .Select(one => one.Instance.ContainerId)
            .Concat(fleet.Sagas.Where(saga => saga.Services.Contains(about) || saga.Host == about).Select(saga => saga.ContainerId))
            .Concat(names.Where(name => name.Value == about || (about.Length >= ShortestId && name.Key.StartsWith(about, StringComparison.Ordinal))).Select(name => name.Key));
        var records = (zone?.Ledger ?? [])
            .Where(entry => entry.Key is { } key && (key.Name == about || key.Name.StartsWith($"{about}.", StringComparison.Ordinal)))
            .Select(entry => entry.Id);
        return new(about, kind, [.. containers.Append(about).Append(Core.Hosts.Host.StreamOf(about)).Concat(records).Distinct().Order(StringComparer.Ordinal).Take(MostStreams)], names);
    }

    public bool Takes(HappeningView happened) => Kind is null || happened.Of == Kind;
}

public sealed record EventsModel(EventFilter Filter, IReadOnlyList<HappeningView> Happenings);
