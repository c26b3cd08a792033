using System.Text.Json.Serialization;

namespace Pipeline.Contracts;

/// <summary>
/// A container's claim of a service name for one port, from its environment or labels (<c>SERVICE_8081_NAME=calc</c>).
/// </summary>
public sealed record Endpoint
{
    /// <summary>The name as written, not validated: <c>calc</c>, <c>_calc._tcp</c>, or text that is not a name.</summary>
    public required string Service { get; init; }

    /// <summary>The transport of the port.</summary>
    public required TransportProtocol Protocol { get; init; }

    /// <summary>The port inside the container.</summary>
    public required int ContainerPort { get; init; }

    /// <summary>The port on <see cref="Address"/> that reaches it; null if other machines cannot reach it.</summary>
    public int? HostPort { get; init; }

    /// <summary>
    /// The IPv4 address that reaches it: the host's, or the task's own (awsvpc); its IPv6 address if it is published there alone; null if
    /// other machines cannot reach it.
    /// </summary>
    public string? Address { get; init; }

    /// <summary>The IPv6 address that reaches it at the same port, beside an IPv4 <see cref="Address"/>; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Address6 { get; init; }

    /// <summary>
    /// Whether <see cref="HostPort"/> was chosen by a declaration (awsvpc, the host network, a published port that was named), so that
    /// clients may know it without asking; otherwise the engine chose it.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsFixed { get; init; }

    /// <summary>The health check as written (<c>SERVICE_8081_CHECK=http:/health</c>), not validated; null if not set.</summary>
    public string? Check { get; init; }

    /// <summary>The time between checks as written (<c>SERVICE_8081_CHECK_INTERVAL=00:00:05</c>); null if not set.</summary>
    public string? CheckInterval { get; init; }

    /// <summary>The time allowed for an answer as written (<c>SERVICE_8081_CHECK_TIMEOUT=2</c>); null if not set.</summary>
    public string? CheckTimeout { get; init; }

    /// <summary>The SRV weight as written (<c>SERVICE_8081_WEIGHT=10</c>), not validated; null if not set.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Weight { get; init; }

    /// <summary>The SRV priority as written (<c>SERVICE_8081_PRIORITY=2</c>), not validated; null if not set.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Priority { get; init; }

    /// <summary>The tags as written (<c>SERVICE_8081_TAGS=v2,canary</c>), not validated; null if not set.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TextList? Tags { get; init; }

    /// <summary>
    /// The attributes, each as <c>zone=a</c> (<c>SERVICE_8081_ATTR_ZONE=a</c>): names in lower case, values not validated; null if none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TextList? Attributes { get; init; }

    /// <summary>
    /// Where the name is to lead, as written (<c>SERVICE_8081_ROUTE=balancer</c>), not validated: to the balancer of the container's ECS
    /// service, or to the containers themselves; null if not set.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Route { get; init; }

    /// <summary>The balancer, in what ECS states of a service; null in what is stated of a container that runs.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LoadBalancer? Balancer { get; init; }
}
