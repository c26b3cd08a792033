namespace Pipeline.Producer.Engines;

/// <summary>An engine that can stop its containers. The agent itself never stops any.</summary>
public interface IStoppingEngine : IEngine
{
    /// <summary>
    /// Stops a container and waits until it has ended, at most for its own stop timeout. Does nothing if it has already ended.
    /// </summary>
    /// <returns>Whether the engine knows the container.</returns>
    Task<bool> StopAsync(string containerId, CancellationToken cancel);
}
