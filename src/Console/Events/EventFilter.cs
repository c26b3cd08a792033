using Pipeline.Console.Frame;
using Pipeline.History.Events;

namespace Pipeline.Console.Events;

/// <summary>Which events are wanted.</summary>
/// <param name="About">What a person wrote: a service, a container's name or identifier, a host; null for everything.</param>
/// <param name="Room">Only what was recorded of this: <c>registry</c>, <c>zone</c>, <c>health</c>; null for all.</param>
/// <param name="Subject">What the person means; null for everything, and where nothing is called so.</param>
public sealed record EventFilter(string? About, string? Room, Subject? Subject)
{
    public static readonly IReadOnlyList<string> Rooms = ["registry", "zone", "health"];

    /// <summary>Whether nothing is called what was asked for.</summary>
    public bool IsInVain => About is not null && Subject is null;

    public EventQuestion Question => Subject switch
    {
        { Kind: SubjectKind.Service } service => new(Service: service.Id),
        { Kind: SubjectKind.Container } container => new(Container: container.Id),
        { Kind: SubjectKind.Host } host => new(Host: host.Id),
        _ => new(),
    };

    /// <param name="found">What may be meant, the likeliest first.</param>
    public static EventFilter Of(Asked asked, IReadOnlyList<Subject> found) =>
        new(asked["about"], Rooms.FirstOrDefault(room => room == asked["of"]), found.Count > 0 ? found[0] : null);

    public bool Takes(EventView happened) => Room is null || happened.Room == Room;
}

/// <param name="Names">What containers are called, by their identifiers.</param>
public sealed record EventsModel(EventFilter Filter, IReadOnlyList<EventView> Events, IReadOnlyDictionary<string, string> Names);
