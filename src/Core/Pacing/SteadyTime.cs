namespace Pipeline.Core.Pacing;

/// <summary>
/// A clock that never goes back. It follows the system's clock when that goes on or is set forward; when the system's clock is set back,
/// this one goes at half its speed until the other has caught up. So whatever waits for a time of day waits at most twice as long as it
/// should, and not for the hours by which a clock was set back.
/// </summary>
/// <param name="clock">The system's clock.</param>
public sealed class SteadyTime(TimeProvider clock) : TimeProvider
{
    /// <summary>The clock of this process.</summary>
    public static readonly SteadyTime OfThisProcess = new(System);

    private readonly Lock gate = new();
    private long readAt = clock.GetTimestamp();
    private DateTimeOffset shown = clock.GetUtcNow();

    public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            var now = clock.GetTimestamp();
            var slowly = shown + (clock.GetElapsedTime(readAt, now) / 2);
            readAt = now;
            return shown = clock.GetUtcNow() is var system && system > slowly ? system : slowly;
        }
    }

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(callback, state, dueTime, period);
}
