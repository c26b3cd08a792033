using Pipeline.Console.Access;
using Pipeline.Console.Pages;
using Pipeline.Console.Reading;

namespace Pipeline.Console.Rendering;

/// <summary>The model of the frame around every page.</summary>
/// <param name="Address">The page's address.</param>
/// <param name="Fleet">What the navigation counts; null when nothing was read yet.</param>
/// <param name="AwaySince">Since when the database does not answer; null while it does.</param>
/// <param name="ReadAt">When the page's content was read.</param>
public sealed record FrameModel(
    string Domain, string Address, string Section, PageContent? Content, FleetView? Fleet, Visitor Visitor,
    DateTimeOffset? AwaySince, DateTimeOffset ReadAt, DateTimeOffset Now)
{
    public string Title => Content?.Title ?? "No data yet";

    public IEnumerable<NavigationEntry> Entries =>
    [
        new("services", "/services", Fleet?.ServicesInTrouble ?? 0),
        new("sagas", "/sagas", Fleet?.SagasInTrouble ?? 0),
        new("hosts", "/hosts", Fleet?.HostsInTrouble ?? 0),
        new("zone", "/zone", 0),
        new("events", "/events", 0),
        new("dead letters", "/dead-letters", 0),
    ];
}

/// <summary>An entry of the navigation.</summary>
/// <param name="Trouble">How many things of this section are in trouble.</param>
public sealed record NavigationEntry(string Name, string Address, int Trouble);
