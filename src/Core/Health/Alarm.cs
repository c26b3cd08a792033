namespace Pipeline.Core.Health;

/// <summary>When a container's health must be processed again without a signal. Stored beside the events, not as events.</summary>
/// <param name="Due">The time; null for none.</param>
/// <param name="Tries">The number of attempts of the current step.</param>
/// <param name="Deadline">When the current step becomes stuck; null for never.</param>
public sealed record Alarm(DateTimeOffset? Due = null, int Tries = 0, DateTimeOffset? Deadline = null)
{
    public static readonly Alarm None = new();

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestStuckPause = TimeSpan.FromHours(1);

    /// <summary>An alarm that is later than this was missed because no process was running, not because a step hangs.</summary>
    private static readonly TimeSpan Overslept = TimeSpan.FromSeconds(15);

    /// <summary>Whether the alarm is due.</summary>
    public bool IsDue(DateTimeOffset now) => Due <= now;

    /// <summary>The alarm after a time without a running process: the deadline moves by as much.</summary>
    public Alarm AfterDowntime(DateTimeOffset now) =>
        Due is { } due && Deadline is { } deadline && now - due > Overslept ? this with { Deadline = deadline + (now - due) } : this;

    /// <summary>Schedules the next attempt of the step, after a pause that doubles up to 10 s.</summary>
    public Alarm NextAttempt(DateTimeOffset now) => NextAttempt(now, FirstPause, LongestPause);

    /// <summary>Schedules the next attempt of a step that is stuck, after a pause that doubles up to an hour.</summary>
    public Alarm NextStuckAttempt(DateTimeOffset now, TimeSpan firstPause) => NextAttempt(now, firstPause, LongestStuckPause);

    private Alarm NextAttempt(DateTimeOffset now, TimeSpan firstPause, TimeSpan longestPause)
    {
        var pause = firstPause * Math.Pow(2, Math.Min(Tries, 10));
        return this with { Due = now + (pause < longestPause ? pause : longestPause), Tries = Tries + 1 };
    }
}
