using System.Collections.Immutable;

namespace Pipeline.Tests.EcsEmulator.Model;

/// <summary>A service, which keeps tasks running.</summary>
public sealed record EmulatedService(string Arn, string Name, string DefinitionArn)
{
    /// <summary>ACTIVE, DRAINING or INACTIVE.</summary>
    public string Status { get; init; } = "ACTIVE";

    public int DesiredCount { get; init; } = 1;

    public required DateTimeOffset CreatedAt { get; init; }

    public ImmutableArray<EmulatedTarget> Targets { get; init; } = [];

    /// <summary>The definitions of which tasks still run while a deployment is under way.</summary>
    public ImmutableArray<string> EarlierDefinitions { get; init; } = [];

    /// <summary>Whether lists show it: a list is brought up to date some time after a service.</summary>
    public bool IsListed { get; init; } = true;
}

/// <summary>A port of a service's containers that is registered in a target group.</summary>
/// <param name="Container">The container's name.</param>
/// <param name="Port">Its port.</param>
/// <param name="GroupArn">The target group; null for a Classic Load Balancer.</param>
public sealed record EmulatedTarget(string Container, int Port, string? GroupArn);

/// <summary>A load balancer.</summary>
public sealed record EmulatedBalancer(string Arn, string Name, string DnsName, string ZoneId)
{
    public string Type { get; init; } = "application";

    public string Scheme { get; init; } = "internal";

    public string AddressType { get; init; } = "ipv4";

    public ImmutableArray<EmulatedListener> Listeners { get; init; } = [];

    /// <summary>The target groups to which rules of its listeners forward.</summary>
    public ImmutableArray<string> Rules { get; init; } = [];
}

/// <param name="Port">Its port.</param>
/// <param name="Protocol">HTTP, HTTPS, TCP, TLS, UDP or TCP_UDP.</param>
/// <param name="ForwardsTo">The target group of its default action.</param>
/// <param name="Redirects">Whether its default action is a redirect; with neither it is a fixed response.</param>
public sealed record EmulatedListener(int Port, string Protocol, string? ForwardsTo = null, bool Redirects = false);
