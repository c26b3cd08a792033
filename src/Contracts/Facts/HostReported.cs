using System.Text.Json.Serialization;

namespace Pipeline.Contracts;

/// <summary>
/// Everything that a host runs, at one moment. A container of the host that is absent here does not run.
/// A host that has not been heard for several intervals loses its lease.
/// </summary>
public sealed record HostReported : IHostFact
{
    public required HostIdentity Host { get; init; }
    public required Stamp Stamp { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>When the next report may be expected; the host's lease is measured in these.</summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>The engine and its version, as people know it: <c>docker 20.10.24</c>.</summary>
    public required string Engine { get; init; }

    /// <summary>The containers that run, stop or pause, and that claim a service; the others are nobody's business.</summary>
    [JsonConverter(typeof(ContainerListJson))]
    public required IReadOnlyList<ContainerSnapshot> Containers { get; init; }
}
