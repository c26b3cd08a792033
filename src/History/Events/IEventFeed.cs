namespace Pipeline.History.Events;

/// <summary>What was recorded: of the registry, the zone's ledger and the health of containers, in one sequence of time.</summary>
public interface IEventFeed
{
    /// <summary>What was recorded until now, the oldest first.</summary>
    IAsyncEnumerable<EventView> ReadAsync(EventQuestion question, CancellationToken cancel);

    /// <summary>The same, and then whatever is recorded, until it is cancelled.</summary>
    IAsyncEnumerable<EventView> FollowAsync(EventQuestion question, CancellationToken cancel);
}

/// <summary>Which events are asked for; what is null is not asked.</summary>
/// <param name="Service">Only those of one service, by its name below the domain.</param>
/// <param name="Container">Only those of one container, by its whole identifier.</param>
/// <param name="Host">Only those of one host and of the containers that ever ran on it.</param>
/// <param name="Since">Only those from this moment on.</param>
/// <param name="Last">Only so many of the newest; null for all.</param>
public sealed record EventQuestion(
    string? Service = null, string? Container = null, string? Host = null, DateTimeOffset? Since = null, int? Last = null);

/// <summary>One event.</summary>
/// <param name="At">When it was recorded.</param>
/// <param name="Room">Whose it is: <c>registry</c>, <c>zone</c> or <c>health</c>.</param>
/// <param name="Sequence">Grows with each event of the store that it is kept in.</param>
/// <param name="Kind">Its kind: <c>InstanceRegistered</c>.</param>
/// <param name="Subject">The container, the host, or the record that it is about.</param>
/// <param name="What">The same for people.</param>
/// <param name="Trace">The trace that led to it (W3C trace id, 32 hexadecimal digits); null where none was kept.</param>
public sealed record EventView(DateTimeOffset At, string Room, long Sequence, string Kind, string Subject, string What, string? Trace);
