namespace Pipeline.Contracts;

/// <summary>One container as inspection found it.</summary>
public sealed record ContainerSnapshot
{
    /// <summary>The engine's full identifier, 64 hexadecimal digits.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }
    public required string Image { get; init; }

    /// <summary>When its present run began. A restart keeps the identifier and changes this.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    public required ContainerPhase Phase { get; init; }

    /// <summary>The services that it claims, one a port and name, good claims and bad.</summary>
    public required IReadOnlyList<Endpoint> Endpoints { get; init; }

    /// <summary>The ECS task that it belongs to, from its labels; null outside ECS.</summary>
    public EcsTask? Task { get; init; }

    /// <summary>What the engine's own health check of it says (Docker's HEALTHCHECK); null where it has none.</summary>
    public EngineHealth? Health { get; init; }
}
