namespace Pipeline.Core.Pacing;

/// <summary>
/// The pauses between attempts that fail. The limit of a pause doubles with each failure in a row, from <c>first</c> up to
/// <c>longest</c>. The pause itself is random in the upper half of its limit, so that processes that failed together do not retry together.
/// </summary>
/// <remarks>For one loop; not safe for several threads. It never waits by itself: the caller delays, by the caller's own clock.</remarks>
public sealed class Backoff
{
    private readonly TimeSpan first;
    private readonly TimeSpan longest;
    private readonly Random random;
    private TimeSpan limit;

    /// <param name="first">The limit of the first pause; longer than zero.</param>
    /// <param name="longest">The limit of every pause; at least <paramref name="first"/>.</param>
    /// <param name="random">Spreads the pauses. Several loops may share it only if it is safe for several threads.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limits are not in order.</exception>
    public Backoff(TimeSpan first, TimeSpan longest, Random random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(first, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, first);
        (this.first, this.longest, this.random, limit) = (first, longest, random, first);
    }

    /// <summary>How many failures in a row there were: the calls of <see cref="Next"/> since the last <see cref="Reset"/>.</summary>
    public int Failures { get; private set; }

    /// <summary>Counts a failure.</summary>
    /// <returns>How long to wait before the next attempt.</returns>
    public TimeSpan Next()
    {
        Failures++;
        var pause = limit * (0.5 + 0.5 * random.NextDouble());
        limit = limit < longest / 2 ? limit * 2 : longest;
        return pause;
    }

    /// <summary>An attempt succeeded: the next pause is a first one again.</summary>
    public void Reset() => (Failures, limit) = (0, first);
}
