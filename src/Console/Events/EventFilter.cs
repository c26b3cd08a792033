using System.Globalization;
using Pipeline.Console.Pages;
using Pipeline.History.Events;
using Pipeline.History.Words;

namespace Pipeline.Console.Events;

/// <summary>Which events a page shows.</summary>
/// <param name="About">As entered: a service, a container's name or identifier, a host; null for everything.</param>
/// <param name="Room">Only events of this room: <c>registry</c>, <c>zone</c>, <c>health</c>; null for all.</param>
/// <param name="Kind">Only events of this kind, by its stored word; null for all.</param>
/// <param name="Subject">What <paramref name="About"/> means; null for everything, or when nothing has that name.</param>
/// <param name="AsOf">Only events before this moment; null for now.</param>
/// <param name="Before">Where the page before this one ended; null on the first.</param>
public sealed record EventFilter(string? About, string? Room, Term? Kind, Subject? Subject, DateTimeOffset? AsOf, EventPlace? Before)
{
    public static readonly IReadOnlyList<string> Rooms = ["registry", "zone", "health"];

    /// <summary>Whether nothing has the name that was entered.</summary>
    public bool IsUnknownName => About is not null && Subject is null;

    /// <summary>Whether it leaves out anything.</summary>
    public bool IsNarrow => About is not null || Room is not null || Kind is not null || AsOf is not null || Before is not null;

    public EventQuestion Question => (Subject switch
    {
        { Kind: SubjectKind.Service } service => new EventQuestion(Service: service.Id),
        { Kind: SubjectKind.Container } container => new(Container: container.Id),
        { Kind: SubjectKind.Host } host => new(Host: host.Id),
        _ => new(),
    }) with
    {
        Until = AsOf,
        Before = Before,
    };

    /// <param name="found">What the entered name may mean, the likeliest first.</param>
    public static EventFilter Read(PageRequest request, IReadOnlyList<Subject> found) => new(
        request["about"], Rooms.FirstOrDefault(room => room == request["of"]), EventKinds.Find(request["kind"]),
        found.Count > 0 ? found[0] : null, TimeRange.Read(request).AsOf, ParsePlace(request["before"]));

    public bool Includes(EventView view) => (Room is null || view.Room == Room) && (Kind is null || EventKinds.Of(view) == Kind);

    /// <summary>A place as it stands in an address.</summary>
    public static string Format(EventPlace place) => string.Create(CultureInfo.InvariantCulture, $"{place.Registry}-{place.Health}");

    private static EventPlace? ParsePlace(string? text) =>
        text?.Split('-') is [var registry, var health]
        && long.TryParse(registry, CultureInfo.InvariantCulture, out var first)
        && long.TryParse(health, CultureInfo.InvariantCulture, out var second)
            ? new(first, second)
            : null;
}
