namespace Pipeline.Core.Dns.Budget;

/// <summary>How large a bucket is and how fast it fills.</summary>
/// <param name="Capacity">Tokens in a full bucket.</param>
/// <param name="RefillPerSecond">Tokens that flow in each second.</param>
public readonly record struct BucketSize(double Capacity, double RefillPerSecond);

/// <summary>A bucket that fills steadily and from which each call takes (a token bucket), as a value: who takes from it holds the next one.</summary>
/// <param name="Tokens">What it held at <paramref name="At"/>; less than none where more was taken than was there.</param>
public readonly record struct TokenBucket(BucketSize Size, double Tokens, DateTimeOffset At)
{
    public static TokenBucket Full(BucketSize size, DateTimeOffset now) => new(size, size.Capacity, now);

    /// <summary>What it holds now.</summary>
    public double LevelAt(DateTimeOffset now) =>
        Math.Min(Size.Capacity, Tokens + (Size.RefillPerSecond * Math.Max(0, (now - At).TotalSeconds)));

    /// <summary>How long until it holds so many; nothing when it does.</summary>
    /// <remarks>Of more than the whole bucket it is asked only to be full.</remarks>
    public TimeSpan WaitFor(double tokens, DateTimeOffset now)
    {
        var missing = Math.Min(tokens, Size.Capacity) - LevelAt(now);
        return missing <= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(missing / Size.RefillPerSecond);
    }

    public TokenBucket Taken(double tokens, DateTimeOffset now) => this with { Tokens = LevelAt(now) - tokens, At = now };

    /// <summary>The bucket after a call that ended now: whatever flowed in meanwhile is not counted on, for when the other side charged is not known.</summary>
    public TokenBucket Settled(DateTimeOffset now) => this with { At = now > At ? now : At };

    /// <summary>The bucket as the other side just described it by refusing: empty.</summary>
    public TokenBucket Drained(DateTimeOffset now) => this with { Tokens = Math.Min(0, LevelAt(now)), At = now };
}
