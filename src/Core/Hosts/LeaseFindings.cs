using System.Collections.Immutable;

namespace Pipeline.Core.Hosts;

/// <summary>The silent hosts and what to do about them.</summary>
/// <param name="Deaf">Whether every host is silent at once, so that none is considered lost.</param>
public sealed record LeaseFindings(
    IReadOnlyList<(Host Host, HostLease Lease)> Suspected,
    IReadOnlyList<(Host Host, HostLease Lease)> Lost,
    bool Deaf)
{
    /// <summary>The hosts that are silent for too long; a witness is asked about them.</summary>
    public IReadOnlyList<(Host Host, HostLease Lease)> Overdue { get; init; } = [];

    /// <summary>The silent hosts whose machines are known to run.</summary>
    public IReadOnlyList<(Host Host, HostLease Lease)> Mute { get; init; } = [];

    /// <summary>Those of them that are not recorded as such yet, or with another reason.</summary>
    public IEnumerable<(Host Host, HostLease Lease)> NewlyMute =>
        Mute.Where(h => h.Host.Reason != new HostFoundMute(h.Lease.LastHeard, WitnessReports[h.Host.Name].Because, default).Reason);

    /// <summary>How many hosts are heard but not believed.</summary>
    public int Doubted { get; init; }

    /// <summary>The hosts of which nothing doubtful is heard any more.</summary>
    public IReadOnlyList<(Host Host, HostLease Lease)> Undoubted { get; init; } = [];

    /// <summary>The names of the hosts of which something is to be recorded.</summary>
    public IReadOnlySet<string> ToRecord => Suspected.Concat(NewlyMute).Concat(Lost).Concat(Undoubted).Select(h => h.Host.Name).ToHashSet();

    /// <summary>The findings about one host.</summary>
    public LeaseFindings Of(string host)
    {
        return this with { Suspected = Its(Suspected), Lost = Its(Lost), Mute = Its(Mute), Undoubted = Its(Undoubted) };

        IReadOnlyList<(Host Host, HostLease Lease)> Its(IReadOnlyList<(Host Host, HostLease Lease)> all) =>
            [.. all.Where(h => h.Host.Name == host)];
    }

    /// <summary>The findings of which these, of one host each, are recorded: what is not recorded is not found yet.</summary>
    public LeaseFindings Recorded(IReadOnlyCollection<LeaseFindings> ofHosts) => this with
    {
        Suspected = [.. ofHosts.SelectMany(one => one.Suspected)],
        Lost = [.. ofHosts.SelectMany(one => one.Lost)],
        Undoubted = [.. ofHosts.SelectMany(one => one.Undoubted)],
        Mute = [.. Mute.Except(NewlyMute), .. ofHosts.SelectMany(one => one.NewlyMute)],
    };

    /// <summary>The reports of the witness, by host name.</summary>
    public IReadOnlyDictionary<string, WitnessReport> WitnessReports { get; init; } = ImmutableDictionary<string, WitnessReport>.Empty;
}
