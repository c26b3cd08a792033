using System.Collections.Immutable;
using Pipeline.Core.Dns.Budget;

namespace Pipeline.Core.Dns.Layouts;

/// <summary>
/// One simple set a service. A service that outgrows it is spread over weighted sets, and gathered again when half a set holds it, so that
/// one instance more or less does not turn it over.
/// </summary>
public sealed class SimpleLayout(SetLimits limits) : ILayout
{
    public Laid Lay(ServiceLocations service)
    {
        var values = service.Locations.Select(location => location.Value).ToImmutableSortedSet(StringComparer.Ordinal);
        var room = service.Held.Any(Spread.IsPart) ? limits.Halved : limits;
        return room.Hold(values.Count, values.Sum(value => value.Length))
            ? new Laid(service.Key.Name, [new RecordSet { Key = service.Key, Ttl = service.Ttl, Values = values }])
            : Spread.Over(values, service, limits);
    }
}
