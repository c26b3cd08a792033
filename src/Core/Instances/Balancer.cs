using System.Text.Json.Serialization;

namespace Pipeline.Core.Instances;

/// <summary>The load balancer through which an instance is reached: one for all tasks of an ECS service.</summary>
/// <param name="HostedZoneId">The hosted zone of its DNS name in Route 53.</param>
/// <param name="HasIPv6">Whether clients reach it at IPv6 as well.</param>
public sealed record Balancer(
    string HostedZoneId, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool HasIPv6 = false);
