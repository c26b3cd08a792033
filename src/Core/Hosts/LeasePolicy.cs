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
    /// A host that is heard at the address of a silent one is a witness too: the machine that runs there has another name now. Hosts that
    /// stand for tasks are no machines, and share addresses. A service behind balancers is never lost by silence: only ECS's word that it
    /// is deleted ends it.
    /// </summary>
    /// <param name="hosts">Every present or doubted host with its lease.</param>
    /// <param name="silenceOf">For how long a host is silent (<see cref="Silences"/>).</param>
    /// <param name="witnessReports">The reports of the witness on the overdue hosts, by host name; null if there is no witness.</param>
    public LeaseFindings Judge(
        IReadOnlyCollection<(Host Host, HostLease Lease)> hosts,
        Func<HostLease, Silence> silenceOf,
        IReadOnlyDictionary<string, WitnessReport>? witnessReports)
    {
        var silences = hosts.ToDictionary(h => h.Host.Name, h => silenceOf(h.Lease));
        var present = hosts.Where(h => h.Host.IsPresent).ToList();
        var silent = present.Where(h => IsSilent(h)).ToList();

        // If no host reports at all, the projector itself is likelier cut off than every host dead. The silence of mute hosts is explained.
        var unexplained = present.Count(h => h.Host.Status is not HostStatus.Mute);
        var deaf = unexplained >= CorrelationQuorum && silent.Count(h => h.Host.Status is not HostStatus.Mute) == unexplained;

        var overdue = deaf
            ? []
            : silent
                .Where(h => h.Host.Status is not HostStatus.Live && !h.Host.IsService
                    && silences[h.Host.Name].OfHost > (h.Lease.Interval * MissedReports) + ConfirmAfter)
                .ToImmutableList();
        var reports = overdue.Aggregate(
            witnessReports?.ToImmutableDictionary() ?? ImmutableDictionary<string, WitnessReport>.Empty,
            (all, h) => FindSuccessor(h.Host) is { } report ? all.SetItem(h.Host.Name, report) : all);
        return new LeaseFindings(
            Suspected: [.. silent.Where(h => h.Host.Status is HostStatus.Live)],
            Lost: witnessReports is null ? overdue : [.. overdue.Where(h => PresenceOf(h) is Presence.Gone)],
            Deaf: deaf)
        {
            Doubted = hosts.Count(IsDoubted),
            Undoubted = [.. hosts.Where(h => h.Host.Doubt is not null && !IsDoubted(h))],
            Overdue = overdue,
            Mute = witnessReports is null ? [] : [.. overdue.Where(h => PresenceOf(h) is Presence.Running)],
            WitnessReports = reports,
        };

        bool IsSilent((Host Host, HostLease Lease) h) => silences[h.Host.Name].OfHost > h.Lease.Interval * MissedReports;

        bool IsDoubted((Host Host, HostLease Lease) h) => h.Lease.IsDoubted(silences[h.Host.Name].OfDoubt);

        Presence? PresenceOf((Host Host, HostLease Lease) h) => reports.GetValueOrDefault(h.Host.Name)?.Presence;

        WitnessReport? FindSuccessor(Host silentHost) =>
            silentHost.IsMachine
            && present.Find(h => h.Host.Address == silentHost.Address && h.Host.Name != silentHost.Name
                && h.Host.IsMachine && !IsSilent(h))
                is { Host.Name: var name }
                ? new WitnessReport(Presence.Gone, $"host {name} reports at its address {silentHost.Address}")
                : null;
    }
}
