using Pipeline.Core.Dns.Planning;

namespace Pipeline.Tests.Route53Emulator;

/// <summary>A token bucket with a steady refill.</summary>
internal sealed class Bucket(BucketSize size, TimeProvider time)
{
    private double tokens = size.Capacity;
    private long refilledAt = time.GetTimestamp();

    public bool Has(double count)
    {
        var now = time.GetTimestamp();
        tokens = Math.Min(size.Capacity, tokens + (size.RefillPerSecond * time.GetElapsedTime(refilledAt, now).TotalSeconds));
        refilledAt = now;

        // Tolerates rounding errors.
        return tokens >= count - 1e-9;
    }

    public void Take(double count) => tokens -= count;
}
