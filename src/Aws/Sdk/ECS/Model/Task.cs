namespace Amazon.ECS.Model;

/// <summary>A task: containers that start and stop together. Times are UTC.</summary>
public class Task
{
    public string TaskArn { get; set; }

    public string TaskDefinitionArn { get; set; }

    public string ClusterArn { get; set; }

    public string ContainerInstanceArn { get; set; }

    public string AvailabilityZone { get; set; }

    public string Group { get; set; }

    public LaunchType LaunchType { get; set; }

    public TaskOverride Overrides { get; set; }

    public string DesiredStatus { get; set; }

    public string LastStatus { get; set; }

    public HealthStatus HealthStatus { get; set; }

    public Connectivity Connectivity { get; set; }

    public List<Container> Containers { get; set; } = Unset.List<Container>();

    public List<Attachment> Attachments { get; set; } = Unset.List<Attachment>();

    public DateTime? CreatedAt { get; set; }

    public DateTime? StartedAt { get; set; }

    public string StartedBy { get; set; }

    public DateTime? StoppingAt { get; set; }

    public DateTime? StoppedAt { get; set; }

    public TaskStopCode StopCode { get; set; }

    public string StoppedReason { get; set; }

    public long? Version { get; set; }
}

public class Container
{
    public string ContainerArn { get; set; }

    public string TaskArn { get; set; }

    public string Name { get; set; }

    public string Image { get; set; }

    /// <summary>The engine's identifier of the container.</summary>
    public string RuntimeId { get; set; }

    public string LastStatus { get; set; }

    public int? ExitCode { get; set; }

    public string Reason { get; set; }

    public HealthStatus HealthStatus { get; set; }

    public List<NetworkBinding> NetworkBindings { get; set; } = Unset.List<NetworkBinding>();

    public List<NetworkInterface> NetworkInterfaces { get; set; } = Unset.List<NetworkInterface>();
}

public class NetworkBinding
{
    public string BindIP { get; set; }

    public int? ContainerPort { get; set; }

    public int? HostPort { get; set; }

    public TransportProtocol Protocol { get; set; }
}

public class NetworkInterface
{
    public string AttachmentId { get; set; }

    public string PrivateIpv4Address { get; set; }

    public string Ipv6Address { get; set; }
}

/// <summary>An attachment of a task, such as its network interface.</summary>
public class Attachment
{
    public string Id { get; set; }

    public string Type { get; set; }

    public string Status { get; set; }

    public List<KeyValuePair> Details { get; set; } = Unset.List<KeyValuePair>();
}

public class KeyValuePair
{
    public string Name { get; set; }

    public string Value { get; set; }
}

/// <summary>What a task was started with in place of its definition's values.</summary>
public class TaskOverride
{
    public List<ContainerOverride> ContainerOverrides { get; set; } = Unset.List<ContainerOverride>();
}

public class ContainerOverride
{
    public string Name { get; set; }

    public List<KeyValuePair> Environment { get; set; } = Unset.List<KeyValuePair>();
}
