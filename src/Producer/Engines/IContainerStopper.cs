namespace Pipeline.Producer.Engines;

/// <summary>An engine that can be asked to stop what it runs. Its agent never does: others may.</summary>
public interface IContainerStopper
{
    /// <summary>Asks a container to stop, and waits for its end as long as the container was given for it. One that has ended is left alone.</summary>
    /// <returns>Whether the engine knows the container.</returns>
    Task<bool> StopAsync(string containerId, CancellationToken cancel);
}
