using Pipeline.Contracts;

namespace Pipeline.Producer.Hosts;

/// <summary>
/// Names and numbers the starts of agents. Agents of one process share a source, so that no two of them have the same epoch. The epoch is
/// kept in a file where there is one, so that it grows although the clock went back.
/// </summary>
/// <param name="time">The host's clock.</param>
/// <param name="random">Chooses the names of incarnations.</param>
/// <param name="file">Keeps the last epoch; null if it cannot be kept.</param>
public sealed class IncarnationSource(TimeProvider time, Random random, EpochFile? file = null)
{
    /// <summary>
    /// A kept epoch that is further ahead of the clock is not continued: the clock that it is from was wrong, and registries do not believe
    /// it at once.
    /// </summary>
    private static readonly TimeSpan MaxLead = TimeSpan.FromMinutes(5);

    private readonly Lock gate = new();
    private long? last;

    /// <summary>The stamp before the first fact of a new incarnation.</summary>
    public Stamp Next()
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            last ??= file?.Read() is { } kept && kept < (now + MaxLead).ToUnixTimeMilliseconds() ? kept : 0;
            last = Math.Max(now.ToUnixTimeMilliseconds(), last.Value + 1);
            file?.Write(last.Value);
            return new Stamp(last.Value, 0) { Incarnation = random.NextInt64().ToString("x16", null) };
        }
    }
}
