namespace Pipeline.Tests.Simulation.Plans;

/// <summary>Sources of chance. Each purpose has its own, so that what one draws changes nothing for the others.</summary>
internal static class Chance
{
    public static Random Of(int seed, string purpose)
    {
        var hash = 2_166_136_261u;
        foreach (var letter in purpose) hash = (hash ^ letter) * 16_777_619u;
        return new Random(unchecked((int)(hash ^ ((uint)seed * 2_654_435_761u))));
    }

    public static T Pick<T>(this Random random, IReadOnlyList<T> from) => from[random.Next(from.Count)];

    public static bool Happens(this Random random, double share) => random.NextDouble() < share;

    /// <summary>A time in seconds, in tenths.</summary>
    public static TimeSpan Seconds(this Random random, double from, double to) =>
        TimeSpan.FromMilliseconds(Math.Round((from + ((to - from) * random.NextDouble())) * 10) * 100);
}
