using Pipeline.Core.Dns.Budget;

namespace Pipeline.Core.Dns.Layouts;

/// <summary>
/// One multivalue set per instance, identified by <c>TARGET:PORT</c>, and one per address, identified by itself, because such a set has
/// one value.
/// </summary>
public sealed class MultivalueLayout(SetLimits limits) : ILayout
{
    public LayoutResult LayOut(ServiceLocations service) =>
        IdentifiedSets.Create(service, limits, Routing.Multivalue, location => location.Place);
}
