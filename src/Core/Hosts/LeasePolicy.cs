using System.Collections.Immutable;

namespace Pipeline.Core.Hosts;

/// <summary>When silence means something.</summary>
/// <param name="MissedReports">After so many missed reports a host is suspected.</param>
/// <param name="ConfirmAfter">A suspected host that stays silent so much longer is lost, unless a witness knows better.</param>
public sealed record LeasePolicy(int MissedReports, TimeSpan ConfirmAfter)
{
    public static readonly LeasePolicy Default = new(3, TimeSpan.FromSeconds(30));

    /// <summary>Below this many hosts, the silence of all of them says nothing about the listener.</summary>
    private const int CorrelationQuorum = 3;

    /// <summary>
    /// What the silence of the hosts means now. Of a host that is silent for too long:
    /// <code>
    /// a witness says              then it
    /// nothing: there is none      is lost
    /// its machine does not run    is lost
    /// its machine runs            is mute, and keeps answering
    /// nothing sure                stays what it is, and the witness is asked again
    /// </code>
    /// </summary>
    /// <param name="hosts">Every host that is believed to live, with its lease.</param>
    /// <param name="testimonies">What a witness said of the overdue ones, by the hosts' names; null where there is no witness.</param>
    /// <param name="listeningSince">When the registry began to listen: silence before it is the registry's own.</param>
    public LeaseFindings Judge(
        IReadOnlyCollection<(Host Host, HostLease Lease)> hosts, IReadOnlyDictionary<string, Testimony>? testimonies, DateTimeOffset listeningSince, DateTimeOffset now)
    {
        var silent = hosts.Where(h => Silence(h.Lease) > h.Lease.Interval * MissedReports).ToList();

        // When nobody at all is heard, it is likelier that the ears fail than that every host died at once. A mute host's silence is explained.
        var unexplained = hosts.Count(h => h.Host.Status is not HostStatus.Mute);
        var deaf = unexplained >= CorrelationQuorum && silent.Count(h => h.Host.Status is not HostStatus.Mute) == unexplained;

        var overdue = deaf
            ? []
            : silent.Where(h => h.Host.Status is not HostStatus.Live && Silence(h.Lease) > (h.Lease.Interval * MissedReports) + ConfirmAfter).ToImmutableList();
        return new LeaseFindings(
            Suspected: [.. silent.Where(h => h.Host.Status is HostStatus.Live)],
            Lost: testimonies is null ? overdue : [.. overdue.Where(h => Said(h) is Presence.Gone)],
            Deaf: deaf)
        {
            Overdue = overdue,
            Mute = testimonies is null ? [] : [.. overdue.Where(h => Said(h) is Presence.Running)],
            Testimonies = testimonies ?? ImmutableDictionary<string, Testimony>.Empty,
        };

        TimeSpan Silence(HostLease lease) => now - (lease.LastHeard > listeningSince ? lease.LastHeard : listeningSince);

        Presence? Said((Host Host, HostLease Lease) h) => testimonies.GetValueOrDefault(h.Host.Name)?.Presence;
    }
}
