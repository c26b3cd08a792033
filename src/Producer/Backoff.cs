using System.Numerics;

namespace Pipeline.Producer;

/// <summary>How long to wait before trying again: doubling, capped, and spread so that many do not return at once.</summary>
/// <param name="First">The longest wait after the first failure.</param>
/// <param name="Cap">The longest wait ever.</param>
internal readonly record struct Backoff(TimeSpan First, TimeSpan Cap)
{
    /// <param name="failures">How many failures in a row there were, from 1.</param>
    /// <param name="jitter">From 0 to 1: where in the upper half of the span the wait falls.</param>
    public TimeSpan After(int failures, double jitter)
    {
        var doubled = First * Math.Pow(2, Math.Clamp(failures - 1, 0, 30));
        var span = doubled < Cap ? doubled : Cap;
        return span * (0.5 + 0.5 * jitter);
    }

    /// <summary>Whether the log tells of a failure: the first of a row, and then ever fewer.</summary>
    /// <param name="failures">How many failures in a row there were, from 1.</param>
    public static bool IsTold(int failures) => BitOperations.IsPow2(failures);
}
