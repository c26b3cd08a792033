namespace Pipeline.Core.Tests.Support;

/// <summary>A machine's clock that is set, while its monotonic clock goes on.</summary>
internal sealed class SettableClock : TimeProvider
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private DateTimeOffset now = Noon;
    private long passed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => passed;

    public void Set(DateTimeOffset time) => now = time;

    public void Pass(TimeSpan time)
    {
        now += time;
        passed += time.Ticks;
    }
}
