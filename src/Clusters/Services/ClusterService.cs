using System.Collections.Immutable;

namespace Pipeline.Clusters.Services;

/// <summary>A service of ECS, as far as its names follow from it.</summary>
public sealed record ClusterService
{
    private const string Active = "ACTIVE";

    public required string Arn { get; init; }

    public required string Name { get; init; }

    public required string Status { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The definitions of its tasks: that of new ones first, then those of which tasks still run.</summary>
    public ImmutableArray<string> Definitions { get; init; } = [];

    /// <summary>Its ports that are registered with balancers.</summary>
    public ImmutableArray<BalancedPort> Ports { get; init; } = [];

    /// <summary>Whether it is deleted, even if tasks of it still run.</summary>
    public bool IsDeleted => Status is not Active;
}

/// <summary>A port of a service's containers that is registered with a balancer.</summary>
/// <param name="Container">The container's name.</param>
/// <param name="Port">The port inside the container.</param>
/// <param name="TargetGroup">The target group's ARN; null for a Classic Load Balancer.</param>
public sealed record BalancedPort(string Container, int Port, string? TargetGroup);
