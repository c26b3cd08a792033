namespace Pipeline.Contracts;

/// <summary>A container's claim to a service name on one port, as its environment states it (<c>SERVICE_8081_NAME=calc</c>).</summary>
public sealed record Endpoint
{
    /// <summary>The name as claimed, unjudged: <c>calc</c>, <c>_calc._tcp</c>, or something that is no name at all.</summary>
    public required string Service { get; init; }

    public required TransportProtocol Protocol { get; init; }

    /// <summary>The port inside the container.</summary>
    public required int ContainerPort { get; init; }

    /// <summary>The port on <see cref="Address"/> that reaches it; null where it is published nowhere that others can reach.</summary>
    public int? HostPort { get; init; }

    /// <summary>The IPv4 address that reaches it: the host's, or the container's own where it has one (awsvpc).</summary>
    public string? Address { get; init; }

    /// <summary>How its health is checked, as stated (<c>SERVICE_8081_CHECK=http:/health</c>), unjudged; null where nothing is said.</summary>
    public string? Check { get; init; }

    /// <summary>How often, as stated (<c>SERVICE_8081_CHECK_INTERVAL=00:00:05</c>); null where nothing is said.</summary>
    public string? CheckInterval { get; init; }

    /// <summary>How long an answer may take, as stated (<c>SERVICE_8081_CHECK_TIMEOUT=2</c>); null where nothing is said.</summary>
    public string? CheckTimeout { get; init; }
}
