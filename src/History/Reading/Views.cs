namespace Pipeline.History.Reading;

/// <summary>A service with at least one instance.</summary>
public sealed record ServiceView(string Name, string DnsName, int Instances, int Hosts, DateTimeOffset Since);

/// <summary>One instance, registered or withheld.</summary>
public sealed record InstanceView(
    string Service, string ContainerId, string ContainerName, string Image, string Host, string Address, int Port, string Protocol,
    string Status, DateTimeOffset Since, string? TaskArn);

/// <summary>A refused claim.</summary>
public sealed record RefusalView(
    string Claim, int ContainerPort, string ContainerId, string ContainerName, string Host, string Reason, DateTimeOffset At);

/// <summary>A host with its lease.</summary>
public sealed record HostView(
    string Name, string Address, string Engine, string Status, int Containers, int Instances, DateTimeOffset LastHeard, string? Reason)
{
    /// <summary>Why something that is heard of it is not believed; null if everything is.</summary>
    public string? Doubt { get; init; }
}

/// <summary>The whole registry at one moment.</summary>
public sealed record RegistryView(
    IReadOnlyList<ServiceView> Services,
    IReadOnlyList<InstanceView> Instances,
    IReadOnlyList<RefusalView> Refusals,
    IReadOnlyList<HostView> Hosts)
{
    public static readonly RegistryView Empty = new([], [], [], []);
}
