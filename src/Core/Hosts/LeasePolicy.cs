namespace Pipeline.Core.Hosts;

/// <summary>When silence means something.</summary>
/// <param name="MissedReports">After so many missed reports a host is suspected.</param>
/// <param name="ConfirmAfter">A suspected host that stays silent so much longer is lost.</param>
public sealed record LeasePolicy(int MissedReports, TimeSpan ConfirmAfter)
{
    public static readonly LeasePolicy Default = new(3, TimeSpan.FromSeconds(30));

    /// <summary>Below this many hosts, the silence of all of them says nothing about the listener.</summary>
    private const int CorrelationQuorum = 3;

    /// <summary>
    /// What the silence of the hosts means now.
    /// </summary>
    /// <param name="hosts">Every host that is believed to live, with its lease.</param>
    /// <param name="listeningSince">When the registry began to listen: silence before it is the registry's own.</param>
    /// <returns>The hosts to suspect and the hosts to give up.</returns>
    public LeaseFindings Judge(IReadOnlyCollection<(Host Host, HostLease Lease)> hosts, DateTimeOffset listeningSince, DateTimeOffset now)
    {
        var silent = hosts.Where(h => Silence(h.Lease) > h.Lease.Interval * MissedReports).ToList();

        // When nobody at all is heard, it is likelier that the ears fail than that every host died at once.
        var deaf = hosts.Count >= CorrelationQuorum && silent.Count == hosts.Count;

        return new LeaseFindings(
            Suspected: [.. silent.Where(h => h.Host.Status is HostStatus.Live)],
            Lost: deaf ? [] : [.. silent.Where(h => h.Host.Status is HostStatus.Suspected && Silence(h.Lease) > (h.Lease.Interval * MissedReports) + ConfirmAfter)],
            Deaf: deaf);

        TimeSpan Silence(HostLease lease) => now - (lease.LastHeard > listeningSince ? lease.LastHeard : listeningSince);
    }
}

/// <summary>What the silence of the hosts means.</summary>
/// <param name="Deaf">Every host is silent at once, so none is given up.</param>
public sealed record LeaseFindings(
    IReadOnlyList<(Host Host, HostLease Lease)> Suspected,
    IReadOnlyList<(Host Host, HostLease Lease)> Lost,
    bool Deaf);
