namespace Pipeline.Projector.Reading;

/// <summary>A service that answers.</summary>
/// <param name="Name">Its name as claimed: <c>calc</c>.</param>
/// <param name="DnsName">The name to ask DNS for: <c>calc.servicediscovery.internal</c>.</param>
/// <param name="Instances">How many instances it has.</param>
/// <param name="Hosts">On how many hosts they are.</param>
/// <param name="Since">When the oldest of them was registered.</param>
public sealed record ServiceView(string Name, string DnsName, int Instances, int Hosts, DateTimeOffset Since);

/// <summary>One container's claim to a service name on one port.</summary>
/// <param name="Status">What it is at, in one word: <c>running</c>, <c>stopping</c>, <c>paused</c>.</param>
/// <param name="Since">When it came to be so.</param>
public sealed record InstanceView(
    string Service,
    string ContainerId,
    string ContainerName,
    string Image,
    string Host,
    string Address,
    int Port,
    string Protocol,
    string Status,
    DateTimeOffset Since,
    string? TaskArn);

/// <summary>A claim that was refused.</summary>
/// <param name="Claim">The name as claimed, whatever it holds.</param>
/// <param name="Reason">Why, for people.</param>
public sealed record RefusalView(
    string Claim,
    int ContainerPort,
    string ContainerId,
    string ContainerName,
    string Host,
    string Reason,
    DateTimeOffset At);

/// <summary>A host and its lease.</summary>
/// <param name="Engine">The engine and its version.</param>
/// <param name="Status">Its lease in one word: <c>live</c>, <c>suspected</c>, <c>lost</c>, <c>left</c>.</param>
/// <param name="Containers">How many containers of it are known.</param>
/// <param name="Instances">How many instances these make.</param>
/// <param name="Reason">Why its status is what it is, where that needs saying.</param>
public sealed record HostView(
    string Name,
    string Address,
    string Engine,
    string Status,
    int Containers,
    int Instances,
    DateTimeOffset LastHeard,
    string? Reason);
