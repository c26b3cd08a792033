namespace Pipeline.Core.Pacing;

/// <summary>
/// A clock that never goes back. It follows the system's clock when that goes on or is set forward; when the system's clock is set back,
/// this one goes at half its speed until the other has caught up. So whatever waits for a time of day waits at most twice as long as it
/// should, and not for the hours by which a clock was set back.
/// <para>
/// A server follows the store's clock as soon as it knows it, because what it stores is read by others: a receipt, an alarm, an ejection.
/// So the clock of its machine, however wrong, counts only until the store's first answer.
/// </para>
/// </summary>
/// <param name="clock">The system's clock.</param>
public sealed class SteadyTime(TimeProvider clock) : TimeProvider
{
    /// <summary>The clock of this process.</summary>
    public static readonly SteadyTime OfThisProcess = new(System);

    /// <summary>An answer that took longer does not say what the store's clock shows now.</summary>
    private static readonly TimeSpan SlowestAnswer = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private long readAt = clock.GetTimestamp();
    private DateTimeOffset shown = clock.GetUtcNow();
    private (DateTimeOffset Shown, long At)? store;
    private long leaptAt = clock.GetTimestamp();

    public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

    public override long TimestampFrequency => clock.TimestampFrequency;

    /// <summary>
    /// For how long it has not leapt ahead with the store's clock. What must have lasted for a while by this clock has surely lasted if
    /// this is longer.
    /// </summary>
    public TimeSpan SteadyFor
    {
        get
        {
            lock (gate) return clock.GetElapsedTime(leaptAt);
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return Read(clock.GetTimestamp());
    }

    /// <summary>
    /// Follows the store's clock from now on. Only the first call may set this clock back: nothing waits for it yet.
    /// </summary>
    /// <param name="time">What the store's clock showed when it answered a call.</param>
    /// <param name="sent">When the call was sent, as a timestamp of this clock.</param>
    public void Follow(DateTimeOffset time, long sent)
    {
        lock (gate)
        {
            var now = clock.GetTimestamp();
            if (store is null) (shown, readAt, leaptAt) = (time, now, now);
            else if (clock.GetElapsedTime(sent, now) > SlowestAnswer) return;
            else if (time - Read(now) > SlowestAnswer) leaptAt = now;
            store = (time, now);
        }
    }

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(callback, state, dueTime, period);

    private DateTimeOffset Read(long now)
    {
        var slowly = shown + (clock.GetElapsedTime(readAt, now) / 2);
        readAt = now;
        var followed = store is var (time, at) ? time + clock.GetElapsedTime(at, now) : clock.GetUtcNow();
        return shown = followed > slowly ? followed : slowly;
    }
}
