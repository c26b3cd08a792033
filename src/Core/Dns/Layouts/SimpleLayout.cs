using System.Collections.Immutable;
using Pipeline.Core.Dns.Budget;

namespace Pipeline.Core.Dns.Layouts;

/// <summary>
/// One simple set per service. A service that is too large for it is spread over weighted sets, and returns to one set when half a set
/// is enough, so that it does not alternate at the limit.
/// </summary>
public sealed class SimpleLayout(SetLimits limits) : ILayout
{
    public LayoutResult LayOut(ServiceLocations service)
    {
        var values = service.Locations.Select(location => location.Value).ToImmutableSortedSet(StringComparer.Ordinal);
        var room = service.Held.Any(SpreadSets.IsPart) ? limits.Halved : limits;
        return room.Hold(values.Count, values.Sum(value => value.Length))
            ? new LayoutResult(service.Key.Name, [new RecordSet { Key = service.Key, Ttl = service.Ttl, Values = values }])
            : SpreadSets.Over(values, service, limits);
    }
}
