using Pipeline.Core.Hosts;
using Pipeline.Projector.Reading;

namespace Pipeline.Pages;

/// <summary>What the console's page shows, read at one moment.</summary>
public sealed record ConsoleView
{
    public required string Domain { get; init; }

    /// <summary>When it was read.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    public IReadOnlyList<ServiceView> Services { get; init; } = [];
    public IReadOnlyList<InstanceView> Instances { get; init; } = [];
    public IReadOnlyList<RefusalView> Refusals { get; init; } = [];
    public IReadOnlyList<HostView> Hosts { get; init; } = [];

    /// <summary>Whether the database does not answer now; what is shown was read before.</summary>
    public bool IsAway { get; init; }

    /// <summary>The service whose instances are told one by one; null for none.</summary>
    public string? Opened { get; init; }

    public bool IsEmpty => Services.Count + Hosts.Count + Refusals.Count == 0;

    /// <summary>What needs somebody's attention, in words, each with the place on the page that tells more.</summary>
    public IReadOnlyList<(string Place, string Words)> Concerns =>
    [
        .. Concern("hosts", Hosts.Count(host => host.Standing is HostStatus.Suspected), "host is suspected", "hosts are suspected"),
        .. Concern("hosts", Hosts.Count(host => host.Standing is HostStatus.Mute), "host is mute: its agent is dead", "hosts are mute: their agents are dead"),
        .. Concern("hosts", Hosts.Count(host => host.Standing is HostStatus.Lost), "host is lost", "hosts are lost"),
        .. Concern("refused", Refusals.Count, "claim is refused", "claims are refused"),
    ];

    public IReadOnlyList<InstanceView> InstancesOf(ServiceView service) => [.. Instances.Where(instance => instance.Service == service.Name)];

    /// <summary>Whether an instance's host is not heard.</summary>
    public bool IsInTrouble(InstanceView instance) => Hosts.Any(host => host.Name == instance.Host && host.IsInTrouble);

    public static async Task<ConsoleView> ReadAsync(IRegistryReader registry, string domain, DateTimeOffset now, CancellationToken cancel) => new()
    {
        Domain = domain,
        ReadAt = now,
        Services = await registry.ServicesAsync(cancel),
        Instances = await registry.InstancesAsync(service: null, cancel),
        Refusals = await registry.RefusalsAsync(cancel),
        Hosts = await registry.HostsAsync(cancel),
    };

    private static IEnumerable<(string, string)> Concern(string place, int count, string one, string many) => count switch
    {
        0 => [],
        1 => [(place, $"1 {one}")],
        _ => [(place, $"{count} {many}")],
    };
}
