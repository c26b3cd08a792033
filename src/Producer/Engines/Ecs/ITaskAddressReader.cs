namespace Pipeline.Producer.Engines.Ecs;

/// <summary>Finds the addresses of a task that has its own network interface (awsvpc); the engine does not show them.</summary>
public interface ITaskAddressReader
{
    /// <summary>
    /// The addresses of the task that a container belongs to; null if the task has none of its own, or if they are unknown.
    /// </summary>
    Task<InterfaceAddresses?> FindAsync(string containerId, CancellationToken cancel);
}

/// <summary>For hosts outside ECS: no container has an address of its own.</summary>
public sealed class NoTaskAddresses : ITaskAddressReader
{
    public static readonly NoTaskAddresses Instance = new();

    public Task<InterfaceAddresses?> FindAsync(string containerId, CancellationToken cancel) => Task.FromResult<InterfaceAddresses?>(null);
}
