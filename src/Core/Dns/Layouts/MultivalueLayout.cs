using Pipeline.Core.Dns.Budget;

namespace Pipeline.Core.Dns.Layouts;

/// <summary>
/// One multivalue set per instance, identified by <c>TARGET:PORT</c>, and one per address, identified by itself, because such a set has
/// one value.
/// </summary>
/// <remarks>
/// The TCP port and the UDP port of one number may have one name, and weights of their own: then the first in alphabetical order counts.
/// </remarks>
public sealed class MultivalueLayout(SetLimits limits) : ILayout
{
    public LayoutResult LayOut(ServiceLocations service) =>
        IdentifiedSets.Create(
            service with
            {
                Locations =
                [
                    .. service.Locations.OrderBy(location => location.Value, StringComparer.Ordinal)
                        .DistinctBy(location => location.Place),
                ],
            },
            limits, Routing.Multivalue, location => location.Place);
}
