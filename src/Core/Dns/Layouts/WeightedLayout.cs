using Pipeline.Core.Dns.Budget;

namespace Pipeline.Core.Dns.Layouts;

/// <summary>
/// One weighted set per container, all of equal weight, identified by <c>HOST:CONTAINER</c>. A container that claims the name on several
/// ports has all of them in one set. A set identifier has at most 128 characters (API reference, ResourceRecordSet): a label of 63, a colon
/// and 64.
/// </summary>
/// <remarks>
/// A set that was taken over from an agent which gives the host's full name keeps its identifier for as long as its container runs, so
/// that it is changed in place.
/// </remarks>
public sealed class WeightedLayout(SetLimits limits) : ILayout
{
    private const int Weight = 1;

    public LayoutResult LayOut(ServiceLocations service)
    {
        var held = service.Held
            .Where(set => set.Routing.Policy is RoutingPolicy.Weighted)
            .Select(set => set.Key.SetIdentifier!)
            .ToLookup(ContainerOf);
        return IdentifiedSets.Create(service, limits, Routing.Weighted(Weight), location =>
        {
            var own = $"{location.Host}:{location.Container}";
            if (held[location.Container].Contains(own)) return own;
            return held[location.Container]
                .Where(identifier => identifier.StartsWith($"{location.Host}.", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .FirstOrDefault(own);
        });
    }

    private static string ContainerOf(string identifier) => identifier[(identifier.LastIndexOf(':') + 1)..];
}
