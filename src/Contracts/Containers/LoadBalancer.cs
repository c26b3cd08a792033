using System.Text.Json.Serialization;

namespace Pipeline.Contracts;

/// <summary>
/// The load balancer through which a claim is reached, as AWS states it: the claim's address is its DNS name, the claim's host port that
/// of its listener.
/// </summary>
public sealed record LoadBalancer
{
    /// <summary>The hosted zone of its DNS name in Route 53 (<c>CanonicalHostedZoneId</c>); null if none leads to the port.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? HostedZoneId { get; init; }

    /// <summary>Whether clients reach it at IPv6 as well.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool HasIPv6 { get; init; }

    /// <summary>Why no balancer leads to the port, as text for people; null if one does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Missing { get; init; }
}
