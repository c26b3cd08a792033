using Pipeline.ServiceDiscovery.Instances;

namespace Pipeline.ServiceDiscovery.Dns;

/// <summary>Asks DNS, and again when the TTL of the answer is over.</summary>
internal sealed class SrvSource(SrvQuestion question, string domain) : IInstanceSource
{
    /// <summary>Bounds, whatever the TTL is: 0 is no reason to ask without a pause, and a day none to wait so long.</summary>
    private static readonly TimeSpan Soonest = TimeSpan.FromSeconds(1), Latest = TimeSpan.FromSeconds(60);

    /// <summary>How soon a name that does not exist is asked for again: a resolver may keep that answer for longer.</summary>
    private static readonly TimeSpan LatestWithoutInstances = TimeSpan.FromSeconds(5);

    public async Task<Reading> ReadAsync(string service, Reading? known, CancellationToken cancel)
    {
        var answer = await question.AskAsync($"{service}.{domain.Trim('.')}", cancel);
        var goodFor = answer.Ttl is { } ttl
            ? Bound(TimeSpan.FromSeconds(ttl), Latest)
            : Bound(answer.NegativeTtl ?? Soonest, LatestWithoutInstances);
        return new Reading([.. answer.Instances], Tag: null, goodFor);
    }

    private static TimeSpan Bound(TimeSpan ttl, TimeSpan latest) => ttl < Soonest ? Soonest : ttl > latest ? latest : ttl;
}
