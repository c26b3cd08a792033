namespace Pipeline.History.Reading;

/// <summary>Reads views of the registry for display.</summary>
public interface IRegistryReader
{
    Task<IReadOnlyList<ServiceView>> ServicesAsync(CancellationToken cancel);

    /// <param name="service">Only instances of this service, by its name below the domain; null for all.</param>
    /// <param name="cancel">Cancels the read.</param>
    Task<IReadOnlyList<InstanceView>> InstancesAsync(string? service, CancellationToken cancel);

    Task<IReadOnlyList<RefusalView>> RefusalsAsync(CancellationToken cancel);

    Task<IReadOnlyList<HostView>> HostsAsync(CancellationToken cancel);

    /// <summary>All of the above, from one read.</summary>
    Task<RegistryView> AllAsync(CancellationToken cancel);
}
