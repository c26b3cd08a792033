namespace Pipeline.Core.Health;

/// <summary>When a container's health is to be looked at again though nothing was heard. Kept beside its history, not in it.</summary>
/// <param name="Due">When; null while nothing is awaited.</param>
/// <param name="Tries">How often the present step was tried.</param>
/// <param name="Deadline">When the present step has taken too long.</param>
public sealed record Alarm(DateTimeOffset? Due = null, int Tries = 0, DateTimeOffset? Deadline = null)
{
    public static readonly Alarm None = new();

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>So late, an alarm says that nobody was awake, not that a step hangs.</summary>
    private static readonly TimeSpan Overslept = TimeSpan.FromSeconds(15);

    /// <summary>Whether it is time.</summary>
    public bool IsDue(DateTimeOffset now) => Due <= now;

    /// <summary>The alarm after a night in which nobody could have heeded it: the deadline is moved by as much.</summary>
    public Alarm Awake(DateTimeOffset now) =>
        Due is { } due && Deadline is { } deadline && now - due > Overslept ? this with { Deadline = deadline + (now - due) } : this;

    /// <summary>The step was tried once more: again after a pause that doubles.</summary>
    public Alarm Again(DateTimeOffset now)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(Tries, 10));
        return this with { Due = now + (pause < LongestPause ? pause : LongestPause), Tries = Tries + 1 };
    }
}
