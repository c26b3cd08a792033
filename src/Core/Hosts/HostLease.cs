using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.Contracts;

namespace Pipeline.Core.Hosts;

/// <summary>
/// When a host last reported. It changes with every newer fact, so it is a document beside the events: only its consequences
/// (suspected, lost, returned) are events.
/// </summary>
public sealed record HostLease
{
    /// <summary>The host's name.</summary>
    public required string Id { get; init; }

    /// <summary>The stamp of the newest full report or HostLeft; all facts up to this stamp are late.</summary>
    public Stamp Watermark { get; init; }

    /// <summary>The stamp of the newest fact of any kind.</summary>
    public Stamp Newest { get; init; }

    /// <summary>When the last newer fact arrived, by the projector's clock.</summary>
    public DateTimeOffset LastHeard { get; init; }

    /// <summary>The interval of the host's full reports, as last reported.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The engine and its version, as last reported.</summary>
    public string Engine { get; init; } = "";

    /// <summary>
    /// Whether a newer full report, or HostLeft, has arrived already. The parts of one report share a stamp, and each of them counts.
    /// </summary>
    public bool IsLate(IHostFact fact) => fact is HostReported { Range: not null } ? fact.Stamp < Watermark : fact.Stamp <= Watermark;

    /// <summary>Members that a newer version stored; kept as they are.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? NewerMembers { get; init; }
}
