using System.Text.Json.Serialization;

namespace Pipeline.Contracts;

/// <summary>
/// The full report of a host: everything that it runs at one moment. A container of the host that is absent from its newest report does not
/// run; of a part, a container in its range. A host that misses several reports loses its lease.
/// </summary>
public sealed record HostReported : IHostFact
{
    public required HostIdentity Host { get; init; }
    public required Stamp Stamp { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The time until the next report is expected. The length of the host's lease is a multiple of it.</summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>The engine and its version: <c>docker 20.10.24</c>.</summary>
    public required string Engine { get; init; }

    /// <summary>The agent's version; null from agents that do not say it.</summary>
    public string? AgentVersion { get; init; }

    /// <summary>Which container identifiers this part of the report covers; null if it is the whole report.</summary>
    public ContainerRange? Range { get; init; }

    /// <summary>The containers that claim a service and run, stop or are paused. Containers without claims are not reported.</summary>
    [JsonConverter(typeof(ContainerListJson))]
    public required IReadOnlyList<ContainerSnapshot> Containers { get; init; }

    /// <summary>
    /// The identifiers of containers that run, but whose inspection the engine does not answer: the report says nothing about them. Null
    /// for none.
    /// </summary>
    public IReadOnlyList<string>? Uninspected { get; init; }

    /// <summary>The end of the host, if it is announced; null if it is not.</summary>
    public HostEnding? Ending { get; init; }

    /// <summary>Whether a container that the report does not list has ended.</summary>
    public bool IsEndOf(string unlisted) => Range?.Contains(unlisted) is not false && Uninspected?.Contains(unlisted) is not true;
}
