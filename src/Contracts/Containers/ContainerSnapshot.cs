namespace Pipeline.Contracts;

/// <summary>One container as its host's agent last observed it.</summary>
public sealed record ContainerSnapshot
{
    /// <summary>The engine's full identifier, 64 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>Its name, without the slash that Docker puts before it.</summary>
    public required string Name { get; init; }

    /// <summary>The image reference that it was created from: <c>calc:7</c>.</summary>
    public required string Image { get; init; }

    /// <summary>The start of its current run, by the engine's clock. A restart keeps the identifier and changes this time.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The phase of that run.</summary>
    public required ContainerPhase Phase { get; init; }

    /// <summary>The services that it claims, one entry per port and name. Not validated here: the registry refuses bad claims.</summary>
    public required IReadOnlyList<Endpoint> Endpoints { get; init; }

    /// <summary>The ECS task that it belongs to, from its labels; null outside ECS.</summary>
    public EcsTask? Task { get; init; }

    /// <summary>The result of the engine's own health check (Docker's HEALTHCHECK); null if it has none.</summary>
    public EngineHealth? Health { get; init; }

    /// <summary>The crashes before this run; null if there was none.</summary>
    public CrashCount? Crashes { get; init; }

    /// <summary>The variables and labels that only look like claims, or are too long; null if there are none.</summary>
    public IReadOnlyList<ClaimFlaw>? Flaws { get; init; }

    /// <summary>The value of its owner label, by which names may be bound to it; null if it has none.</summary>
    public string? Owner { get; init; }
}
