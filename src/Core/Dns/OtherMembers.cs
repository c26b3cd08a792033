using System.Text.Json.Serialization;

namespace Pipeline.Core.Dns;

/// <summary>
/// The members of a set of any other kind (<see cref="RoutingPolicy.Other"/>): of an alias, which is the only kind that this system writes
/// itself, and of sets that somebody else wrote. Route 53 deletes a set only if all its members are stated.
/// </summary>
public sealed record OtherMembers
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AliasTarget? Alias { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? HealthCheckId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Region { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Failover { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Weight { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? MultiValueAnswer { get; init; }
}

/// <summary>The AWS resource that an alias record points to.</summary>
/// <param name="HostedZoneId">The hosted zone of the resource.</param>
/// <param name="Name">The resource's name.</param>
/// <param name="EvaluatesHealth">Whether the alias follows the resource's health.</param>
public sealed record AliasTarget(string HostedZoneId, string Name, bool EvaluatesHealth);
