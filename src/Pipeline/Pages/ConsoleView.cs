using Pipeline.Projector.Reading;

namespace Pipeline.Pages;

/// <summary>What the console's page shows, read at one moment.</summary>
public sealed record ConsoleView
{
    public required string Domain { get; init; }
    public required DateTimeOffset Now { get; init; }
    public IReadOnlyList<ServiceView> Services { get; init; } = [];
    public IReadOnlyList<InstanceView> Instances { get; init; } = [];
    public IReadOnlyList<RefusalView> Refusals { get; init; } = [];
    public IReadOnlyList<HostView> Hosts { get; init; } = [];

    /// <summary>Why the registry could not be read; null where it was.</summary>
    public string? Trouble { get; init; }

    public static async Task<ConsoleView> ReadAsync(IRegistryReader registry, string domain, DateTimeOffset now, CancellationToken cancel) => new()
    {
        Domain = domain,
        Now = now,
        Services = await registry.ServicesAsync(cancel),
        Instances = await registry.InstancesAsync(service: null, cancel),
        Refusals = await registry.RefusalsAsync(cancel),
        Hosts = await registry.HostsAsync(cancel),
    };
}
