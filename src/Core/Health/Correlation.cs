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
internal sealed class Correlation(FleetSnapshot picture, GovernorPolicy policy)
{
    private readonly FailureStarts everything = new(picture.Rows);
    private readonly Dictionary<string, FailureStarts> hosts = By(picture, row => row.Host);
    private readonly Dictionary<string, FailureStarts> probers = By(picture, row => row.Prober);

    /// <summary>The freeze that applies to a failing container; null if its failure is not correlated.</summary>
    public Freeze? FindFreeze(FleetRow row)
    {
        if (policy.Freeze >= 1 || row.FailingSince is not { } since) return null;
        if (IsMost(everything, since)) return new Freeze("most of everything fails at once");
        if (IsAll(hosts, row.Host, since)) return new Freeze($"all of host {row.Host} fails at once");
        return IsAll(probers, row.Prober, since) ? new Freeze($"all that prober {row.Prober} looks at fails at once") : null;
    }

    private bool IsMost(FailureStarts group, DateTimeOffset since)
    {
        var together = group.CountAround(since, policy.AtOnce);
        return together >= policy.Quorum && together > policy.Freeze * (together + group.Healthy);
    }

    private bool IsAll(Dictionary<string, FailureStarts> groups, string name, DateTimeOffset since) =>
        groups.TryGetValue(name, out var group) && group.Healthy == 0 && group.CountAround(since, policy.AtOnce) >= policy.Quorum;

    private static Dictionary<string, FailureStarts> By(FleetSnapshot picture, Func<FleetRow, string> key) =>
        picture.Rows.GroupBy(key).ToDictionary(group => group.Key, group => new FailureStarts(group));
}
