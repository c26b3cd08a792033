namespace Pipeline.Projector.Reading;

/// <summary>The registry as it is now, for people. A registry that never held anything is empty, not an error.</summary>
public interface IRegistryReader
{
    /// <summary>The services that answer, by name.</summary>
    Task<IReadOnlyList<ServiceView>> ServicesAsync(CancellationToken cancel);

    /// <summary>The instances of one service, or of all, by service, host and port.</summary>
    Task<IReadOnlyList<InstanceView>> InstancesAsync(string? service, CancellationToken cancel);

    /// <summary>The claims that are refused now, newest first.</summary>
    Task<IReadOnlyList<RefusalView>> RefusalsAsync(CancellationToken cancel);

    /// <summary>The hosts that were ever heard, by name.</summary>
    Task<IReadOnlyList<HostView>> HostsAsync(CancellationToken cancel);
}
