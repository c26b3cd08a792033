namespace Pipeline.Core.Health;

/// <summary>Containers that began to fail together: more likely, something that they share has failed.</summary>
/// <param name="What">What they share, as text for people.</param>
public sealed record Freeze(string What);

/// <summary>
/// Detects correlated failures.
/// <code>
/// they share    they are frozen when
/// everything    more than the policy's share of all began to fail at once
/// a host        all of the host began to fail at once, and none of it is healthy
/// a prober      all that the prober checks began to fail at once, and none of them is healthy
/// </code>
/// A freeze ends when enough of them pass again.
/// </summary>
internal sealed class Correlation(Picture picture, GovernorPolicy policy)
{
    private readonly FailureStarts everything = new(picture.Standings);
    private readonly Dictionary<string, FailureStarts> hosts = By(picture, standing => standing.Host);
    private readonly Dictionary<string, FailureStarts> probers = By(picture, standing => standing.Prober);

    /// <summary>The freeze that applies to a failing container; null if its failure is not correlated.</summary>
    public Freeze? FindFreeze(Standing standing)
    {
        if (policy.Freeze >= 1 || standing.FailingSince is not { } since) return null;
        if (IsMost(everything, since)) return new Freeze("most of everything fails at once");
        if (IsAll(hosts, standing.Host, since)) return new Freeze($"all of host {standing.Host} fails at once");
        return IsAll(probers, standing.Prober, since) ? new Freeze($"all that prober {standing.Prober} looks at fails at once") : null;
    }

    private bool IsMost(FailureStarts group, DateTimeOffset since)
    {
        var together = group.CountAround(since, policy.AtOnce);
        return together >= policy.Quorum && together > policy.Freeze * (together + group.Healthy);
    }

    private bool IsAll(Dictionary<string, FailureStarts> groups, string name, DateTimeOffset since) =>
        groups.TryGetValue(name, out var group) && group.Healthy == 0 && group.CountAround(since, policy.AtOnce) >= policy.Quorum;

    private static Dictionary<string, FailureStarts> By(Picture picture, Func<Standing, string> key) =>
        picture.Standings.GroupBy(key).ToDictionary(group => group.Key, group => new FailureStarts(group));
}
