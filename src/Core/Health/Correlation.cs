namespace Pipeline.Core.Health;

/// <summary>Containers that began to fail together, so that it is likelier that something they share failed than each of them.</summary>
/// <param name="What">What they share, for people.</param>
public sealed record Freeze(string What);

/// <summary>
/// Tells failures that correlate from failures that do not.
/// <code>
/// they share    and freeze when
/// everything    more than the policy's share of all began to fail at once
/// a host        all of the host's did, and no other of it is healthy
/// a prober      all that the prober looks at did, and no other of these is healthy
/// </code>
/// What is frozen thaws when enough of it passes again.
/// </summary>
internal sealed class Correlation(Picture picture, GovernorPolicy policy)
{
    private readonly Onsets everything = new(picture.Standings);
    private readonly Dictionary<string, Onsets> hosts = By(picture, standing => standing.Host);
    private readonly Dictionary<string, Onsets> probers = By(picture, standing => standing.Prober);

    /// <summary>What freezes a container that began to fail at a moment; null where it failed alone.</summary>
    public Freeze? Of(Standing standing)
    {
        if (policy.Freeze >= 1 || standing.FailingSince is not { } since) return null;
        if (IsMost(everything, since)) return new Freeze("most of everything fails at once");
        if (IsAll(hosts, standing.Host, since)) return new Freeze($"all of host {standing.Host} fails at once");
        return IsAll(probers, standing.Prober, since) ? new Freeze($"all that prober {standing.Prober} looks at fails at once") : null;
    }

    private bool IsMost(Onsets group, DateTimeOffset since)
    {
        var together = group.Around(since, policy.AtOnce);
        return together >= policy.Quorum && together > policy.Freeze * (together + group.Healthy);
    }

    private bool IsAll(Dictionary<string, Onsets> groups, string name, DateTimeOffset since) =>
        groups.TryGetValue(name, out var group) && group.Healthy == 0 && group.Around(since, policy.AtOnce) >= policy.Quorum;

    private static Dictionary<string, Onsets> By(Picture picture, Func<Standing, string> key) =>
        picture.Standings.GroupBy(key).ToDictionary(group => group.Key, group => new Onsets(group));
}
