namespace Pipeline.Contracts;

/// <summary>
/// The order to stop a condemned container: its whole ECS task, or outside ECS the container itself. Harmless when repeated.
/// </summary>
public sealed record StopTask
{
    /// <summary>The engine's full identifier of the container.</summary>
    public required string ContainerId { get; init; }

    /// <summary>The start of the condemned run (<see cref="ContainerSnapshot.StartedAt"/>).</summary>
    public required DateTimeOffset Run { get; init; }

    /// <summary>The name of the container's host.</summary>
    public required string Host { get; init; }

    /// <summary>The ECS task that it belongs to; null outside ECS.</summary>
    public EcsTask? Task { get; init; }

    /// <summary>Why, as text for people; at most 255 characters (<c>StopTask</c> in the Amazon ECS API reference).</summary>
    public required string Reason { get; init; }
}
