namespace Pipeline.Core.Terms;

/// <summary>
/// How long a term lasts, and how it is kept. With these values another process leads 11 s after the holder's last heartbeat at the latest,
/// however the holder went.
/// </summary>
public sealed record TermTiming
{
    public static readonly TermTiming Default = new();

    /// <summary>The time after which the store gives the lease to another process: three heartbeats may fail before.</summary>
    public TimeSpan Expiry { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The interval between two heartbeats.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The pause after a heartbeat that failed.</summary>
    public TimeSpan HeartbeatRetry { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The time after which a heartbeat, or an attempt to acquire a lease, has failed.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How much earlier than the store the holder considers its term over: for clocks that run at different rates, and for what is under
    /// way.
    /// </summary>
    public TimeSpan Margin { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The interval at which the others try to acquire the lease.</summary>
    public TimeSpan StandbyPoll { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The deadline of a term whose last successful heartbeat was sent at a timestamp of <paramref name="time"/>.</summary>
    public TermDeadline DeadlineFrom(long sent, TimeProvider time) => new(sent, Expiry - Margin, time);
}
