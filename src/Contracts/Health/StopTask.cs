namespace Pipeline.Contracts;

/// <summary>The order to stop a condemned container: its ECS task, or the container itself where the engine stops it. Harmless when repeated.</summary>
public sealed record StopTask
{
    public required string ContainerId { get; init; }

    /// <summary>When the run that is meant began.</summary>
    public required DateTimeOffset Run { get; init; }

    /// <summary>The name of the container's host.</summary>
    public required string Host { get; init; }

    /// <summary>The ECS task that it belongs to; null outside ECS.</summary>
    public EcsTask? Task { get; init; }

    /// <summary>Why, for people; at most 255 characters, as ECS StopTask takes.</summary>
    public required string Reason { get; init; }
}
