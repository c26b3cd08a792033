using Pipeline.Console.Pages;
using Pipeline.History.Events;

namespace Pipeline.Console.Events;

/// <summary>Which events a page shows.</summary>
/// <param name="About">As entered: a service, a container's name or identifier, a host; null for everything.</param>
/// <param name="Room">Only events of this room: <c>registry</c>, <c>zone</c>, <c>health</c>; null for all.</param>
/// <param name="Subject">What <paramref name="About"/> means; null for everything, or when nothing has that name.</param>
public sealed record EventFilter(string? About, string? Room, Subject? Subject)
{
    public static readonly IReadOnlyList<string> Rooms = ["registry", "zone", "health"];

    /// <summary>Whether nothing has the name that was entered.</summary>
    public bool IsUnknownName => About is not null && Subject is null;

    public EventQuestion Question => Subject switch
    {
        { Kind: SubjectKind.Service } service => new(Service: service.Id),
        { Kind: SubjectKind.Container } container => new(Container: container.Id),
        { Kind: SubjectKind.Host } host => new(Host: host.Id),
        _ => new(),
    };

    /// <param name="found">What the entered name may mean, the likeliest first.</param>
    public static EventFilter Read(PageRequest request, IReadOnlyList<Subject> found) =>
        new(request["about"], Rooms.FirstOrDefault(room => room == request["of"]), found.Count > 0 ? found[0] : null);

    public bool Includes(EventView view) => Room is null || view.Room == Room;
}

/// <param name="Names">The containers' names by their identifiers.</param>
public sealed record EventsModel(EventFilter Filter, IReadOnlyList<EventView> Events, IReadOnlyDictionary<string, string> Names);
