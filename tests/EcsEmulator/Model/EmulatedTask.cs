using System.Collections.Immutable;

namespace Pipeline.Tests.EcsEmulator.Model;

/// <summary>A task as ECS knows it at one version.</summary>
public sealed record EmulatedTask
{
    public required string Id { get; init; }

    public required string Arn { get; init; }

    public required string ClusterArn { get; init; }

    public required string DefinitionArn { get; init; }

    public required string LaunchType { get; init; }

    public string? CapacityProvider { get; init; }

    public string? Group { get; init; }

    public string? ContainerInstanceArn { get; init; }

    public string DesiredStatus { get; init; } = "RUNNING";

    public string LastStatus { get; init; } = "PROVISIONING";

    /// <summary>Grows by one with each change that an event tells.</summary>
    public long Version { get; init; } = 1;

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? StoppingAt { get; init; }

    public DateTimeOffset? StoppedAt { get; init; }

    public string? StopCode { get; init; }

    public string? StoppedReason { get; init; }

    /// <summary>Its network interface (awsvpc); null for none.</summary>
    public EmulatedInterface? Interface { get; init; }

    public ImmutableArray<EmulatedContainer> Containers { get; init; } = [];

    /// <summary>The variables that it was started with, by container.</summary>
    public ImmutableDictionary<string, ImmutableDictionary<string, string>> Overrides { get; init; } =
        ImmutableDictionary<string, ImmutableDictionary<string, string>>.Empty;
}

/// <param name="Id">The network interface: <c>eni-1</c>.</param>
/// <param name="PrivateAddress">Its private IPv4 address.</param>
/// <param name="Address6">Its IPv6 address; null for none.</param>
public sealed record EmulatedInterface(string Id, string PrivateAddress, string? Address6 = null);

/// <summary>A container of a task.</summary>
public sealed record EmulatedContainer(string Name, string Image)
{
    public string? RuntimeId { get; init; }

    public string LastStatus { get; init; } = "PENDING";

    public int? ExitCode { get; init; }

    public string Health { get; init; } = "UNKNOWN";

    public ImmutableArray<EmulatedBinding> Bindings { get; init; } = [];
}

/// <summary>A port of the container instance that leads to a container.</summary>
public sealed record EmulatedBinding(int ContainerPort, int HostPort, string Protocol = "tcp", string Address = "0.0.0.0");

/// <summary>A revision of a task definition.</summary>
public sealed record EmulatedDefinition(string Arn, string Family, int Revision, string NetworkMode)
{
    public required ImmutableArray<EmulatedContainerDefinition> Containers { get; init; }
}

/// <summary>A container of a task definition.</summary>
public sealed record EmulatedContainerDefinition(string Name, string Image)
{
    public ImmutableDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;

    public ImmutableDictionary<string, string> Labels { get; init; } = ImmutableDictionary<string, string>.Empty;

    public ImmutableArray<EmulatedBinding> Ports { get; init; } = [];

    public bool HasHealthCheck { get; init; }

    /// <summary>Variables whose values ECS takes from elsewhere; no answer has them.</summary>
    public ImmutableDictionary<string, string> Secrets { get; init; } = ImmutableDictionary<string, string>.Empty;
}

/// <summary>A machine that runs tasks.</summary>
public sealed record EmulatedInstance(string Arn, string? Ec2InstanceId)
{
    public string Status { get; init; } = "ACTIVE";

    public bool AgentConnected { get; init; } = true;

    public ImmutableDictionary<string, string> Attributes { get; init; } = ImmutableDictionary<string, string>.Empty;
}
