using System.Text.Json.Serialization;

namespace Pipeline.Clusters.Tasks;

/// <summary>
/// A task as ECS describes it, in an event or in an answer; members of later versions are ignored
/// (<see href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html"/>).
/// </summary>
public sealed record ClusterTask
{
    private const string Stopped = "STOPPED";

    public string TaskArn { get; init; } = "";

    public string ClusterArn { get; init; } = "";

    public string TaskDefinitionArn { get; init; } = "";

    /// <summary><c>service:NAME</c> for a task of a service.</summary>
    public string? Group { get; init; }

    /// <summary>The machine that runs it; null for Fargate.</summary>
    public string? ContainerInstanceArn { get; init; }

    public string LaunchType { get; init; } = "";

    public string DesiredStatus { get; init; } = "";

    public string LastStatus { get; init; } = "";

    /// <summary>Grows with each change; orders what is said of a task.</summary>
    public long Version { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public string? StopCode { get; init; }

    public string? StoppedReason { get; init; }

    public IReadOnlyList<TaskContainer>? Containers { get; init; }

    public TaskOverrides? Overrides { get; init; }

    /// <summary>The last part of its ARN.</summary>
    [JsonIgnore]
    public string Id => TaskArn is null ? "" : TaskArn[(TaskArn.LastIndexOf('/') + 1)..];

    /// <summary>Whether a service keeps it running.</summary>
    [JsonIgnore]
    public bool IsOfService => Group?.StartsWith("service:", StringComparison.Ordinal) is true;

    /// <summary>Whether ECS wants it to stop, or it has stopped.</summary>
    [JsonIgnore]
    public bool IsLeaving => DesiredStatus is Stopped || LastStatus is Stopped;
}

/// <summary>A container of a task.</summary>
public sealed record TaskContainer
{
    public string Name { get; init; } = "";

    public string? Image { get; init; }

    /// <summary>The engine's identifier of the container; null until it is created.</summary>
    public string? RuntimeId { get; init; }

    public string? LastStatus { get; init; }

    /// <summary>The result of its health check; null in events, which do not carry it.</summary>
    public string? HealthStatus { get; init; }

    public IReadOnlyList<TaskBinding>? NetworkBindings { get; init; }

    public IReadOnlyList<TaskInterface>? NetworkInterfaces { get; init; }

    [JsonIgnore]
    public bool Runs => LastStatus is "RUNNING" && Name is not null && !string.IsNullOrEmpty(RuntimeId);
}

/// <summary>A port of the machine that leads to a container.</summary>
public sealed record TaskBinding
{
    [JsonPropertyName("bindIP")]
    public string? BindIP { get; init; }

    public int? ContainerPort { get; init; }

    public int? HostPort { get; init; }

    public string? Protocol { get; init; }
}

/// <summary>The network interface of a task (awsvpc).</summary>
public sealed record TaskInterface
{
    public string? PrivateIpv4Address { get; init; }

    public string? Ipv6Address { get; init; }
}

/// <summary>What a task was started with in place of its definition's values.</summary>
public sealed record TaskOverrides
{
    public IReadOnlyList<ContainerOverrides>? ContainerOverrides { get; init; }
}

public sealed record ContainerOverrides
{
    public string? Name { get; init; }

    public IReadOnlyList<TaskVariable>? Environment { get; init; }
}

public sealed record TaskVariable
{
    public string? Name { get; init; }

    public string? Value { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ClusterTask))]
internal sealed partial class TaskJson : JsonSerializerContext;
