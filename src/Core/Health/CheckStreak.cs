namespace Pipeline.Core.Health;

/// <summary>The latest results of one port.</summary>
/// <param name="Failures">The number of failures in a row that count.</param>
/// <param name="Successes">The number of successes in a row.</param>
/// <param name="Last">The last result.</param>
public sealed record CheckStreak(int Failures, int Successes, ProbeResult Last)
{
    /// <summary>The state after one more result.</summary>
    public static CheckStreak After(CheckStreak? pulse, ProbeResult result) => result.Passed
        ? new CheckStreak(0, (pulse?.Successes ?? 0) + result.Counts, result)
        : new CheckStreak((pulse?.Failures ?? 0) + result.Counts, 0, result);
}
