namespace Pipeline.Producer.Engines.Ecs;

/// <summary>Knows the address of a task that has a network interface of its own (awsvpc), which the engine does not show.</summary>
public interface ITaskAddresses
{
    /// <summary>The IPv4 address of the task that a container belongs to; null where it has none of its own, or where nobody knows.</summary>
    Task<string?> FindAsync(string containerId, CancellationToken cancel);
}

/// <summary>For hosts outside ECS: nobody has an address of its own.</summary>
public sealed class NoTaskAddresses : ITaskAddresses
{
    public static readonly NoTaskAddresses Instance = new();

    public Task<string?> FindAsync(string containerId, CancellationToken cancel) => Task.FromResult<string?>(null);
}
