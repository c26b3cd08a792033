using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.Contracts;

namespace Pipeline.Core.Hosts;

/// <summary>
/// How long a host's last word counts. Renewed with every newer fact and therefore kept beside the events, not in them:
/// only what follows from it (suspected, lost, returned) is history.
/// </summary>
public sealed record HostLease
{
    /// <summary>The host's name.</summary>
    public required string Id { get; init; }

    /// <summary>The newest full statement (a report or a leave): every fact up to this stamp is contained in it.</summary>
    public Stamp Watermark { get; init; }

    /// <summary>The newest fact of any kind.</summary>
    public Stamp Newest { get; init; }

    /// <summary>When the registry last heard a newer fact, by the registry's clock.</summary>
    public DateTimeOffset LastHeard { get; init; }

    /// <summary>How often the host said it reports.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The engine and its version, as last reported.</summary>
    public string Engine { get; init; } = "";

    /// <summary>Members that a newer version stored; kept as they are.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? NewerMembers { get; init; }
}
