namespace Pipeline.Core.Health;

/// <summary>How one port did lately.</summary>
/// <param name="Failures">Failures in a row, that count.</param>
/// <param name="Successes">Successes in a row.</param>
/// <param name="Last">The last result that was heard.</param>
public sealed record Pulse(int Failures, int Successes, ProbeResult Last)
{
    /// <summary>After one more result.</summary>
    public static Pulse After(Pulse? pulse, ProbeResult result) => result.Passed
        ? new Pulse(0, (pulse?.Successes ?? 0) + result.Counts, result)
        : new Pulse((pulse?.Failures ?? 0) + result.Counts, 0, result);
}
