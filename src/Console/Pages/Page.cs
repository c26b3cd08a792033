using Pipeline.Console.Access;
using Pipeline.Console.Reading;

namespace Pipeline.Console.Pages;

/// <summary>A request for a page.</summary>
/// <param name="Name">The part of the address that names one thing; empty on a list.</param>
/// <param name="Query">The address's query.</param>
public sealed record PageRequest(string Name, IQueryCollection Query, Visitor Visitor)
{
    private const int MaxLength = 200;

    /// <summary>Whether the reader chose more rows a screen.</summary>
    public bool IsCompact { get; init; }

    /// <summary>A value of the query, truncated when too long; null when absent.</summary>
    public string? this[string key] =>
        (string?)Query[key] is { Length: > 0 } value ? value.Trim()[..Math.Min(value.Trim().Length, MaxLength)] : null;

    /// <summary>The index of the first row shown of a long list.</summary>
    public int From => int.TryParse(this["from"], out var from) && from > 0 ? from : 0;

    /// <summary>The values of the query but these.</summary>
    public IEnumerable<(string Key, string Value)> Others(params string[] keys) =>
        Query.Where(pair => !keys.Contains(pair.Key)).Select(pair => (pair.Key, pair.Value.ToString()));

    /// <summary>This page's address with other values in its query; null removes one.</summary>
    public string AddressWith(params (string Key, string? Value)[] values)
    {
        var others = Others([.. values.Select(value => value.Key)]).Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value));
        var query = QueryString.Create(others.Concat(
            values.Where(value => value.Value is not null).Select(value => KeyValuePair.Create(value.Key, value.Value))));
        return query.HasValue ? query.ToString() : "?";
    }
}

/// <summary>The content of a page, ready to render.</summary>
/// <param name="Title">The page's title; whoever shows it makes it safe.</param>
/// <param name="Component">The Razor component that renders it.</param>
/// <param name="Model">The component's model.</param>
/// <param name="Status">The HTTP status.</param>
public sealed record PageContent(string Title, Type Component, object Model, int Status = StatusCodes.Status200OK);

/// <summary>A page of the console.</summary>
/// <param name="Pattern">Its address; <c>{name}</c> in it names what the page is about.</param>
/// <param name="Section">Its entry in the navigation.</param>
/// <param name="ReadAsync">Reads its content.</param>
internal sealed record Page(string Pattern, string Section, Func<PageSources, PageRequest, CancellationToken, Task<PageContent>> ReadAsync);

/// <summary>A component's model with the request and the time it is rendered for.</summary>
public sealed record PageModel<T>(T Model, PageRequest Request, DateTimeOffset Now);
