namespace Pipeline.History.Reading;

/// <summary>What people ask the registry.</summary>
public interface IRegistryReader
{
    Task<IReadOnlyList<ServiceView>> ServicesAsync(CancellationToken cancel);

    /// <param name="service">Only this service, by its name below the domain; null for all.</param>
    Task<IReadOnlyList<InstanceView>> InstancesAsync(string? service, CancellationToken cancel);

    Task<IReadOnlyList<RefusalView>> RefusalsAsync(CancellationToken cancel);

    Task<IReadOnlyList<HostView>> HostsAsync(CancellationToken cancel);

    /// <summary>All of it, read once.</summary>
    Task<RegistryView> AllAsync(CancellationToken cancel);
}
