using System.Text.Json.Serialization;

namespace Pipeline.History.Events;

/// <summary>The recorded events of the registry, the zone's ledger and the health of containers, merged in order of time.</summary>
public interface IEventFeed
{
    /// <summary>The events that are recorded until now, the oldest first.</summary>
    IAsyncEnumerable<EventView> ReadAsync(EventQuestion question, CancellationToken cancel);

    /// <summary>The same, then new events as they are recorded, until the call is cancelled.</summary>
    IAsyncEnumerable<EventView> FollowAsync(EventQuestion question, CancellationToken cancel);
}

/// <summary>Which events are wanted; a condition that is null matches every event.</summary>
/// <param name="Service">Only events of this service, by its name below the domain.</param>
/// <param name="Container">Only events of this container, by its full identifier.</param>
/// <param name="Host">Only events of this host and of the containers that ever ran on it.</param>
/// <param name="Since">Only events from this moment on.</param>
/// <param name="Last">Only this number of the newest events; null for all.</param>
/// <param name="Until">Only events before this moment.</param>
/// <param name="Before">Only events before this place in both stores.</param>
public sealed record EventQuestion(
    string? Service = null, string? Container = null, string? Host = null, DateTimeOffset? Since = null, int? Last = null,
    DateTimeOffset? Until = null, EventPlace? Before = null);

/// <summary>A place between events, so that a list goes on where another ended.</summary>
/// <param name="Registry">The sequence of the first event after it in the store of the registry and of the zone's ledger.</param>
/// <param name="Health">The sequence of the first event after it in the store of the sagas.</param>
public sealed record EventPlace(long Registry, long Health);

/// <summary>One event.</summary>
/// <param name="At">When it was recorded.</param>
/// <param name="Room">Its source: <c>registry</c>, <c>zone</c> or <c>health</c>.</param>
/// <param name="Sequence">Increases with each event of its store.</param>
/// <param name="Kind">Its kind: <c>InstanceRegistered</c>.</param>
/// <param name="Subject">The container, host or record that it is about.</param>
/// <param name="What">The event in words.</param>
/// <param name="Trace">The trace that caused it (W3C trace id, 32 hexadecimal digits); null if none was stored.</param>
public sealed record EventView(DateTimeOffset At, string Room, long Sequence, string Kind, string Subject, string What, string? Trace)
{
    /// <summary>The name of the container that it is about, also of one that has ended; null for other subjects.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }
}
