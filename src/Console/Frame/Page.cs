using Pipeline.Console.Access;
using Pipeline.Console.Reading;

namespace Pipeline.Console.Frame;

/// <summary>What was asked for, and by whom.</summary>
/// <param name="Name">The part of the address that names one thing; empty on a list.</param>
/// <param name="Query">The rest of the address.</param>
public sealed record Asked(string Name, IQueryCollection Query, Visitor Visitor)
{
    private const int Longest = 200;

    /// <summary>A value of the query, cut where it is too long; null where it is not there.</summary>
    public string? this[string key] => (string?)Query[key] is { Length: > 0 } value ? value.Trim()[..Math.Min(value.Trim().Length, Longest)] : null;

    /// <summary>Where a long list begins.</summary>
    public int From => int.TryParse(this["from"], out var from) && from > 0 ? from : 0;
}

/// <summary>A page as it is to be drawn.</summary>
/// <param name="Title">What it is about; text from outside is made safe by whoever shows it.</param>
/// <param name="Component">Draws it.</param>
/// <param name="Model">What the component draws.</param>
/// <param name="Status">The HTTP status.</param>
public sealed record Content(string Title, Type Component, object Model, int Status = StatusCodes.Status200OK);

/// <summary>A page of the console: its address, and how it is made.</summary>
/// <param name="Pattern">Its address; <c>{name}</c> in it is what the page is about.</param>
/// <param name="Section">The entry of the navigation that it belongs to.</param>
/// <param name="MakeAsync">Reads what it shows.</param>
internal sealed record Page(string Pattern, string Section, Func<Sources, Asked, CancellationToken, Task<Content>> MakeAsync);

/// <summary>A model, and when it is looked at.</summary>
public sealed record At<T>(T Model, Asked Asked, DateTimeOffset Now);
