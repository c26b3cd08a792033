using Pipeline.Core.Dns.Budget;

namespace Pipeline.Core.Dns.Layouts;

/// <summary>
/// One weighted set per container, all of equal weight, identified by <c>HOST:CONTAINER</c>. A container that claims the name on several
/// ports has all of them in one set. A set identifier has at most 128 characters (API reference, ResourceRecordSet): a label of 63, a colon
/// and 64.
/// </summary>
public sealed class WeightedLayout(SetLimits limits) : ILayout
{
    private const int Weight = 1;

    public LayoutResult LayOut(ServiceLocations service) =>
        IdentifiedSets.Create(service, limits, Routing.Weighted(Weight), location => $"{location.Host}:{location.Container}");
}
