using System.Collections.Immutable;
using System.Globalization;
using Pipeline.Core.Dns.Budget;

namespace Pipeline.Core.Dns.Layouts;

/// <summary>
/// Spreads a service that is too large for one set over several weighted sets. A value never moves to another set; a new value is added to
/// the first set with room. So each change touches one set, and no value is missing in between. The weight of a set is proportional to
/// its number of values, so that all instances get the same share.
/// </summary>
internal static class SpreadSets
{
    private const string Prefix = "spread-";

    public static bool IsPart(RecordSet set) => NumberOf(set) is not null;

    public static LayoutResult Over(ImmutableSortedSet<string> values, ServiceLocations service, SetLimits limits)
    {
        var parts = new SortedDictionary<int, Part>();
        var homeless = values.ToHashSet();
        var heldParts = service.Held
            .Select(set => (Number: NumberOf(set), Set: set))
            .Where(part => part.Number is not null)
            .OrderBy(part => part.Number);
        foreach (var (number, held) in heldParts)
        {
            var part = parts[number!.Value] = new Part(limits);
            homeless.ExceptWith(held.Values.Where(value => homeless.Contains(value) && part.TryAdd(value)).ToList());
        }

        // The values of the former simple set stay together in the first of the new sets.
        var before = service.Held.Where(set => !IsPart(set)).SelectMany(set => set.Values).ToHashSet();
        var leftOut = homeless
            .OrderByDescending(before.Contains).ThenBy(value => value, StringComparer.Ordinal)
            .Count(value => !TryPlace(value, parts, limits));

        return new LayoutResult(
            service.Key.Name,
            [.. parts.Where(part => part.Value.Values.Count > 0).Select(part => new RecordSet
            {
                Key = service.Key with { SetIdentifier = $"{Prefix}{part.Key}" },
                Ttl = service.Ttl,
                Values = part.Value.Values.ToImmutableSortedSet(StringComparer.Ordinal),
                Routing = Routing.Weighted(Math.Max(1, part.Value.Values.Count * Routing.MaxWeight / limits.Values)),
            })],
            leftOut);
    }

    private static bool TryPlace(string value, SortedDictionary<int, Part> parts, SetLimits limits)
    {
        if (parts.Values.Any(part => part.TryAdd(value))) return true;
        if (parts.Count >= limits.Identifiers) return false;
        var free = Enumerable.Range(1, parts.Count + 1).First(number => !parts.ContainsKey(number));
        return (parts[free] = new Part(limits)).TryAdd(value);
    }

    private static int? NumberOf(RecordSet set) =>
        set is { Routing.Policy: RoutingPolicy.Weighted, Key.SetIdentifier: { } identifier }
        && identifier.StartsWith(Prefix, StringComparison.Ordinal)
        && int.TryParse(identifier.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private sealed class Part(SetLimits limits)
    {
        private int characters;

        public List<string> Values { get; } = [];

        public bool TryAdd(string value)
        {
            if (!limits.Hold(Values.Count + 1, characters + value.Length)) return false;
            Values.Add(value);
            characters += value.Length;
            return true;
        }
    }
}
