namespace Pipeline.Producer.Engines.Ecs;

/// <summary>Finds the address of a task that has its own network interface (awsvpc); the engine does not show it.</summary>
public interface ITaskAddressReader
{
    /// <summary>
    /// The IPv4 address of the task that a container belongs to; null if the task has none of its own, or if it is unknown.
    /// </summary>
    Task<string?> FindAsync(string containerId, CancellationToken cancel);
}

/// <summary>For hosts outside ECS: no container has an address of its own.</summary>
public sealed class NoTaskAddresses : ITaskAddressReader
{
    public static readonly NoTaskAddresses Instance = new();

    public Task<string?> FindAsync(string containerId, CancellationToken cancel) => Task.FromResult<string?>(null);
}
