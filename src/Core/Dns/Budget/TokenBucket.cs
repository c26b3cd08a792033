namespace Pipeline.Core.Dns.Budget;

/// <summary>The size and refill rate of a token bucket.</summary>
/// <param name="Capacity">Tokens in a full bucket.</param>
/// <param name="RefillPerSecond">Tokens added per second.</param>
public readonly record struct BucketSize(double Capacity, double RefillPerSecond);

/// <summary>A token bucket as an immutable value: each operation returns the next state.</summary>
/// <param name="Tokens">The level at <paramref name="At"/>; negative if more was taken than available.</param>
public readonly record struct TokenBucket(BucketSize Size, double Tokens, DateTimeOffset At)
{
    public static TokenBucket Full(BucketSize size, DateTimeOffset now) => new(size, size.Capacity, now);

    /// <summary>The level now.</summary>
    public double LevelAt(DateTimeOffset now) =>
        Math.Min(Size.Capacity, Tokens + (Size.RefillPerSecond * Math.Max(0, (now - At).TotalSeconds)));

    /// <summary>The time until the bucket holds so many tokens; zero if it does now.</summary>
    /// <remarks>For more tokens than the capacity, the time until the bucket is full.</remarks>
    public TimeSpan WaitFor(double tokens, DateTimeOffset now)
    {
        var missing = Math.Min(tokens, Size.Capacity) - LevelAt(now);
        return missing <= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(missing / Size.RefillPerSecond);
    }

    public TokenBucket Taken(double tokens, DateTimeOffset now) => this with { Tokens = LevelAt(now) - tokens, At = now };

    /// <summary>
    /// The bucket after a call that ended now. The refill during the call is not counted, because it is unknown when the server charged the
    /// tokens.
    /// </summary>
    public TokenBucket Settled(DateTimeOffset now) => this with { At = now > At ? now : At };

    /// <summary>The bucket after the server throttled a call: empty.</summary>
    public TokenBucket Drained(DateTimeOffset now) => this with { Tokens = Math.Min(0, LevelAt(now)), At = now };
}
