using Pipeline.Console.Api.Snapshots;
using Pipeline.Contracts;

namespace Pipeline.Console.Api.Questions;

/// <summary>Says what does not exist, and what may have been meant.</summary>
internal static class Missing
{
    /// <summary>A longer name is not compared: the work grows with its length.</summary>
    private const int LongestCompared = 64;

    /// <param name="kind">What was asked for: a service, a host.</param>
    /// <param name="name">The name that does not exist.</param>
    /// <param name="names">The names that exist.</param>
    /// <param name="list">The path that lists them.</param>
    public static Outcome Name(string kind, string name, IEnumerable<string> names, string list)
    {
        var nearest = name.Length <= LongestCompared ? NearestNames.Find(name, names).FirstOrDefault() : null;
        var instead = nearest is null ? $"{list} lists all" : $"the nearest is '{nearest}', and {list} lists all";
        return new Outcome.Missing($"There is no {kind} '{Shortened(name)}': {instead}.");
    }

    private static string Shortened(string name) => name.Length <= LongestCompared ? name : name[..LongestCompared] + "…";
}
