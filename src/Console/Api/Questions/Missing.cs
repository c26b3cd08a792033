using Pipeline.Console.Api.Snapshots;
using Pipeline.Contracts;

namespace Pipeline.Console.Api.Questions;

/// <summary>Says what does not exist, and what may have been meant.</summary>
internal static class Missing
{
    private const int LongestShown = 64;

    /// <param name="kind">What was asked for: a service, a host.</param>
    /// <param name="name">The name that does not exist.</param>
    /// <param name="names">The names that exist.</param>
    /// <param name="list">The path that lists them.</param>
    public static Outcome Name(string kind, string name, IEnumerable<string> names, string list)
    {
        var nearest = NearestNames.FindNear(name, names).FirstOrDefault();
        var instead = nearest is null ? $"{list} lists all" : $"the nearest is '{nearest}', and {list} lists all";
        return new Outcome.Missing($"There is no {kind} '{Shortened(name)}': {instead}.");
    }

    private static string Shortened(string name) => name.Length <= LongestShown ? name : name[..LongestShown] + "…";
}
