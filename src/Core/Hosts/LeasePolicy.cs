using System.Collections.Immutable;

namespace Pipeline.Core.Hosts;

/// <summary>When a silent host is suspected, and when it is lost.</summary>
/// <param name="MissedReports">The number of missed reports after which a host is suspected.</param>
/// <param name="ConfirmAfter">The further silence after which a suspected host is lost, unless a witness reports that its machine
/// runs.</param>
public sealed record LeasePolicy(int MissedReports, TimeSpan ConfirmAfter)
{
    public static readonly LeasePolicy Default = new(3, TimeSpan.FromSeconds(30));

    /// <summary>With fewer hosts than this, the silence of all of them does not suggest that the projector receives nothing.</summary>
    private const int CorrelationQuorum = 3;

    /// <summary>
    /// Finds the silent hosts. A host that is silent for too long:
    /// <code>
    /// the witness reports         then the host
    /// nothing: there is none      is lost
    /// its machine does not run    is lost
    /// its machine runs            is mute: its instances stay in DNS
    /// uncertain                   does not change, and the witness is asked again
    /// </code>
    /// </summary>
    /// <param name="hosts">Every present or doubted host with its lease.</param>
    /// <param name="witnessReports">The reports of the witness on the overdue hosts, by host name; null if there is no witness.</param>
    /// <param name="listeningSince">When the projector began to receive facts; earlier silence does not count.</param>
    public LeaseFindings Judge(
        IReadOnlyCollection<(Host Host, HostLease Lease)> hosts,
        IReadOnlyDictionary<string, WitnessReport>? witnessReports,
        DateTimeOffset listeningSince,
        DateTimeOffset now)
    {
        var present = hosts.Where(h => h.Host.IsPresent).ToList();
        var silent = present.Where(h => IsSilent(h.Lease)).ToList();

        // If no host reports at all, the projector itself is likelier cut off than every host dead. The silence of mute hosts is explained.
        var unexplained = present.Count(h => h.Host.Status is not HostStatus.Mute);
        var deaf = unexplained >= CorrelationQuorum && silent.Count(h => h.Host.Status is not HostStatus.Mute) == unexplained;

        var overdue = deaf
            ? []
            : silent
                .Where(h => h.Host.Status is not HostStatus.Live
                    && Silence(h.Lease) > (h.Lease.Interval * MissedReports) + ConfirmAfter)
                .ToImmutableList();
        return new LeaseFindings(
            Suspected: [.. silent.Where(h => h.Host.Status is HostStatus.Live)],
            Lost: witnessReports is null ? overdue : [.. overdue.Where(h => Said(h) is Presence.Gone)],
            Deaf: deaf)
        {
            Doubted = hosts.Count(h => h.Lease.IsDoubted(now)),
            Undoubted = [.. hosts.Where(h => h.Host.Doubt is not null && !h.Lease.IsDoubted(now))],
            Overdue = overdue,
            Mute = witnessReports is null ? [] : [.. overdue.Where(h => Said(h) is Presence.Running)],
            WitnessReports = witnessReports ?? ImmutableDictionary<string, WitnessReport>.Empty,
        };

        TimeSpan Silence(HostLease lease) => now - (lease.LastSign > listeningSince ? lease.LastSign : listeningSince);

        bool IsSilent(HostLease lease) => Silence(lease) > lease.Interval * MissedReports;

        Presence? Said((Host Host, HostLease Lease) h) => witnessReports.GetValueOrDefault(h.Host.Name)?.Presence;
    }
}
