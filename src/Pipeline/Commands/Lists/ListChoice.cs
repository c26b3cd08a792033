using Pipeline.Commands.Rendering;
using Pipeline.Contracts;
using Pipeline.History.Reading;

namespace Pipeline.Commands.Lists;

/// <summary>What is wanted of a list.</summary>
/// <param name="Filters">The filters that are set, with the values of each: a row has to match one of them.</param>
/// <param name="Limit">How many rows at most; null for all.</param>
/// <param name="Json">Whether as JSON.</param>
/// <param name="Watch">Whether again and again.</param>
internal sealed record ListChoice<T>(
    IReadOnlyList<(ListFilter<T> Filter, IReadOnlyList<string> Written)> Filters, int? Limit, bool Json, bool Watch)
{
    /// <summary>The rows that are wanted.</summary>
    /// <returns>The rows; and one line about those that are not there, null where nothing has to be said.</returns>
    public (IReadOnlyList<T> Rows, string? Note) Narrow(Listing<T> listing, IReadOnlyList<T> all)
    {
        IReadOnlyList<T> wanted = [.. all.Where(row => Filters.All(filter => Meets(row, filter)))];
        if (wanted.Count == 0 && all.Count > 0) return (wanted, DescribeEmpty(listing, all));
        return Limit is { } limit && wanted.Count > limit
            ? ([.. wanted.Take(limit)], $"(the first {limit} of {wanted.Count} {listing.Rows}: --limit)")
            : (wanted, null);
    }

    /// <summary>Whether this value of an option is written.</summary>
    public bool Asks(FilterOption option, string value) =>
        Filters.Any(set => set.Filter.Option.Name == option.Name && set.Written.Contains(value));

    private static bool Meets(T row, (ListFilter<T> Filter, IReadOnlyList<string> Written) set) =>
        set.Written.Any(written => set.Filter.Matches(row, written));

    private string DescribeEmpty(Listing<T> listing, IReadOnlyList<T> all)
    {
        foreach (var set in Filters)
            if (!all.Any(row => Meets(row, set)))
                return $"none of the {all.Count} {listing.Rows} has {Write(set)}{Nearest(set, all)}";

        // Each alone leaves some, and all together none.
        return $"none of the {all.Count} {listing.Rows} has {string.Join(" and ", Filters.Select(Write))}; alone, "
            + string.Join(", ", Filters.Select(set => $"{Write(set)} has {all.Count(row => Meets(row, set))}"));
    }

    private static string Write((ListFilter<T> Filter, IReadOnlyList<string> Written) set) =>
        string.Join(" or ", set.Written.Select(written => $"{set.Filter.Option.Name} {SafeText.Of(written)}"));

    private static string Nearest((ListFilter<T> Filter, IReadOnlyList<string> Written) set, IReadOnlyList<T> all)
    {
        var there = all.SelectMany(set.Filter.Values).Where(value => value.Length > 0).Distinct().ToList();
        if (set.Filter.Words is not null)
            return $"; there are {string.Join(", ", there.Order(StringComparer.Ordinal).Select(SafeText.Of))}";
        return NearestNames.FindNear(SafeText.Of(set.Written[0]), there).FirstOrDefault() is { } near
            ? $"; the nearest is {SafeText.Of(near)}"
            : "";
    }
}
