using System.Collections.Immutable;
using Pipeline.Core.Dns.Budget;

namespace Pipeline.Core.Dns.Layouts;

/// <summary>
/// Puts a service into sets with identifiers, up to the limit of a name: existing sets first, then in alphabetical order.
/// </summary>
internal static class IdentifiedSets
{
    public static LayoutResult Create(ServiceLocations service, SetLimits limits, Routing routing, Func<Location, string> identifierOf)
    {
        var held = service.Held.Select(set => set.Key.SetIdentifier).ToHashSet();
        var sets = service.Locations
            .GroupBy(identifierOf, location => location.Value)
            .Select(set => new RecordSet
            {
                Key = service.Key with { SetIdentifier = set.Key },
                Ttl = service.Ttl,
                Values = set.ToImmutableSortedSet(StringComparer.Ordinal),
                Routing = routing,
            })
            .OrderByDescending(set => held.Contains(set.Key.SetIdentifier))
            .ThenBy(set => set.Key.SetIdentifier, StringComparer.Ordinal)
            .ToList();

        var leftOut = sets.Skip(limits.Identifiers).Sum(set => set.Values.Count);
        return new LayoutResult(service.Key.Name, [.. sets.Take(limits.Identifiers)], leftOut);
    }
}
