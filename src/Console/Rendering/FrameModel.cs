using System.Globalization;
using Pipeline.Console.Access;
using Pipeline.Console.Pages;
using Pipeline.Console.Reading;

namespace Pipeline.Console.Rendering;

/// <summary>The model of the frame around every page.</summary>
/// <param name="Address">The page's address.</param>
/// <param name="Fleet">What the navigation counts; null when nothing was read yet.</param>
/// <param name="AwaySince">Since when the database does not answer; null while it does.</param>
/// <param name="ReadAt">When the page's content was read.</param>
/// <param name="IsCompact">Whether the reader chose more rows a screen.</param>
public sealed record FrameModel(
    string Domain, string Address, string Section, PageContent? Content, FleetView? Fleet, Visitor Visitor,
    DateTimeOffset? AwaySince, DateTimeOffset ReadAt, DateTimeOffset Now, bool IsCompact)
{
    /// <summary>The word for more rows a screen, in the form and in the style sheet.</summary>
    public const string Compact = "compact";

    public string Title => Content?.Title ?? "No data yet";

    public string? Density => IsCompact ? Compact : null;

    public IReadOnlyList<NavigationEntry> Entries =>
    [
        .. new (string Name, string Address, int Trouble)[]
        {
            ("status", "/", 0),
            ("fleet", "/fleet", 0),
            ("services", "/services", Fleet?.ServicesInTrouble ?? 0),
            ("hosts", "/hosts", Fleet?.HostsInTrouble ?? 0),
            ("sagas", "/sagas", Fleet?.SagasInTrouble ?? 0),
            ("zone", "/zone", 0),
            ("events", "/events", 0),
            ("dead letters", "/dead-letters", 0),
        }.Select((entry, at) =>
            new NavigationEntry(entry.Name, entry.Address, entry.Trouble, (at + 1).ToString(CultureInfo.InvariantCulture))),
    ];
}

/// <summary>An entry of the navigation.</summary>
/// <param name="Trouble">How many things of this section are in trouble.</param>
/// <param name="Key">The key that leads to it.</param>
public sealed record NavigationEntry(string Name, string Address, int Trouble, string Key);
