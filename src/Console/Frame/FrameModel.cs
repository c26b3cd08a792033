using Pipeline.Console.Access;
using Pipeline.Console.Reading;

namespace Pipeline.Console.Frame;

/// <summary>What stands around every page.</summary>
/// <param name="Address">Where the page is.</param>
/// <param name="Fleet">What the navigation counts; null where nothing is known.</param>
/// <param name="AwaySince">Since when the source does not answer; null while it does.</param>
/// <param name="ReadAt">When what is shown was read.</param>
public sealed record FrameModel(
    string Domain, string Address, string Section, Content? Content, FleetView? Fleet, Visitor Visitor, DateTimeOffset? AwaySince, DateTimeOffset ReadAt, DateTimeOffset Now)
{
    public string Title => Content?.Title ?? "Nothing known yet";

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

/// <summary>One way to go.</summary>
/// <param name="Trouble">How many there are in trouble.</param>
public sealed record NavigationEntry(string Name, string Address, int Trouble);
