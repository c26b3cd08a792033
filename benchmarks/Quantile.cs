namespace Pipeline.Benchmarks;

/// <summary>The value below which a share of all values lies (nearest rank).</summary>
internal static class Quantile
{
    public static double Of(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToList();
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];
    }
}
