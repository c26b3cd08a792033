namespace Pipeline.Tests.Route53Emulator;

/// <summary>A token bucket: it fills steadily, and who does not find enough gets nothing.</summary>
internal sealed class Bucket(BucketSize size, TimeProvider time)
{
    private double tokens = size.Capacity;
    private long at = time.GetTimestamp();

    public bool Has(double wanted)
    {
        var now = time.GetTimestamp();
        tokens = Math.Min(size.Capacity, tokens + (size.RefillPerSecond * time.GetElapsedTime(at, now).TotalSeconds));
        at = now;

        // A billionth of a token short is rounding, not want.
        return tokens >= wanted - 1e-9;
    }

    public void Take(double wanted) => tokens -= wanted;
}
