using System.Text.Json.Serialization;

namespace Pipeline.Contracts;

/// <summary>The host that a fact is about.</summary>
/// <param name="Name">A DNS label, unique among the hosts of a registry. The host's A record has this name.</param>
/// <param name="Address">The IPv4 address at which other machines reach the ports that the host publishes.</param>
public sealed record HostIdentity(string Name, string Address)
{
    /// <summary>The IPv6 address at which other machines reach the same ports; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Address6 { get; init; }
}
