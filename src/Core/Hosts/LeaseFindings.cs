using System.Collections.Immutable;

namespace Pipeline.Core.Hosts;

/// <summary>What the silence of the hosts means.</summary>
/// <param name="Deaf">Every host is silent at once, so none is given up.</param>
public sealed record LeaseFindings(
    IReadOnlyList<(Host Host, HostLease Lease)> Suspected,
    IReadOnlyList<(Host Host, HostLease Lease)> Lost,
    bool Deaf)
{
    /// <summary>The hosts that are silent for too long: those to ask a witness about.</summary>
    public IReadOnlyList<(Host Host, HostLease Lease)> Overdue { get; init; } = [];

    /// <summary>The hosts that would be lost, were their machines not known to run.</summary>
    public IReadOnlyList<(Host Host, HostLease Lease)> Mute { get; init; } = [];

    /// <summary>Those of them that are not known for it yet, or for another reason.</summary>
    public IEnumerable<(Host Host, HostLease Lease)> NewlyMute =>
        Mute.Where(h => h.Host.Reason != new HostFoundMute(h.Lease.LastHeard, Testimonies[h.Host.Name].Because, default).Reason);

    /// <summary>What a witness said, by the hosts' names.</summary>
    public IReadOnlyDictionary<string, Testimony> Testimonies { get; init; } = ImmutableDictionary<string, Testimony>.Empty;
}
