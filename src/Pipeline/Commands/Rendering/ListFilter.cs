using Pipeline.History.Words;

namespace Pipeline.Commands.Rendering;

/// <summary>An option that narrows lists down.</summary>
public sealed record FilterOption(string Name, string Value, string Description)
{
    public static readonly FilterOption Service = new("--service", "NAME", "only those of this service; may be repeated");

    public static readonly FilterOption Container =
        new("--container", "CONTAINER", "only those of this container, by its name or the start of its ID; may be repeated");

    public static readonly FilterOption Host = new("--host", "NAME", "only those on this host; may be repeated");

    /// <summary>The words that may be written; none where it may be any text.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>By a state, in the words of a table of the glossary.</summary>
    public static FilterOption State(TermTable words) => new(
        "--state", "STATE",
        $"only those in this state: {string.Join(", ", words.Terms.Select(term => term.Shown).Distinct())}; may be repeated")
    {
        Choices = [.. words.Terms.Select(term => term.Shown).Distinct()],
    };
}

/// <summary>How a listing is narrowed down by one option.</summary>
/// <param name="Option">The option.</param>
/// <param name="Values">What a row has; a person who writes none of the values of any row is told the nearest.</param>
public sealed record ListFilter<T>(FilterOption Option, Func<T, IEnumerable<string>> Values)
{
    /// <summary>Whether a row is meant by what is written.</summary>
    public Func<T, string, bool> Matches { get; init; } =
        (row, written) => Values(row).Contains(written, StringComparer.OrdinalIgnoreCase);

    /// <summary>The words that may be written, where it is not any text.</summary>
    public TermTable? Words { get; init; }
}

/// <summary>The filters that lists share.</summary>
internal static class ListFilters
{
    public static ListFilter<T> Service<T>(Func<T, IEnumerable<string>> services) => new(FilterOption.Service, services);

    public static ListFilter<T> Host<T>(Func<T, string> host) => new(FilterOption.Host, row => [host(row)]);

    public static ListFilter<T> Container<T>(Func<T, (string Name, string Id)> container) =>
        new(FilterOption.Container, row => [container(row).Name])
        {
            Matches = (row, written) => container(row) is var (name, id)
                && (name.Equals(written, StringComparison.OrdinalIgnoreCase) || id.StartsWith(written, StringComparison.OrdinalIgnoreCase)),
        };

    /// <param name="words">The words of the states.</param>
    /// <param name="states">The displayed words of a row's states.</param>
    public static ListFilter<T> State<T>(TermTable words, Func<T, IEnumerable<string>> states) =>
        new(FilterOption.State(words), states) { Words = words };
}
