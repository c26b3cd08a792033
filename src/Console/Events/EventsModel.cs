using Pipeline.History.Events;

namespace Pipeline.Console.Events;

/// <param name="Older">Where the next page begins; null if there are no older events.</param>
public sealed record EventsModel(EventFilter Filter, IReadOnlyList<EventView> Events, EventPlace? Older)
{
    /// <summary>The feed filters by subject, not by room or kind, so a page for one of them reads more than it shows.</summary>
    public const int ReadAtMost = 1_000;

    /// <param name="read">What was read, the newest first.</param>
    /// <param name="wanted">How many events were asked for; fewer means that there are no more.</param>
    /// <param name="shown">How many fit on the page.</param>
    public static EventsModel Cut(EventFilter filter, IReadOnlyList<EventView> read, int wanted, int shown)
    {
        var matching = read.Where(filter.Includes).ToList();
        var isCut = matching.Count > shown;
        var passed = isCut ? read.TakeWhile(view => view != matching[shown]) : read;
        return new(filter, [.. matching.Take(shown)], isCut || read.Count == wanted ? Follow(filter.Before, passed) : null);
    }

    /// <summary>The place after these events; a store that none is of stays where it was.</summary>
    private static EventPlace Follow(EventPlace? start, IEnumerable<EventView> passed)
    {
        var (registry, health) = (start?.Registry ?? long.MaxValue, start?.Health ?? long.MaxValue);
        foreach (var view in passed)
        {
            if (view.Room is "health") health = Math.Min(health, view.Sequence);
            else registry = Math.Min(registry, view.Sequence);
        }

        return new(registry, health);
    }
}
