namespace Amazon.ECS.Model;

public class DescribeTaskDefinitionRequest : AmazonECSRequest
{
    /// <summary>An ARN, a family with a revision, or a family for its latest active revision.</summary>
    public string TaskDefinition { get; set; }
}

public class DescribeTaskDefinitionResponse : AmazonWebServiceResponse
{
    public TaskDefinition TaskDefinition { get; set; }
}

/// <summary>A revision of a task definition, without what its secrets are.</summary>
public class TaskDefinition
{
    public string TaskDefinitionArn { get; set; }

    public string Family { get; set; }

    public int? Revision { get; set; }

    /// <summary>Null for the platform's default.</summary>
    public NetworkMode NetworkMode { get; set; }

    public List<ContainerDefinition> ContainerDefinitions { get; set; } = Unset.List<ContainerDefinition>();
}

/// <summary>A container of a task definition.</summary>
public class ContainerDefinition
{
    public string Name { get; set; }

    public string Image { get; set; }

    public bool? Essential { get; set; }

    public List<KeyValuePair> Environment { get; set; } = Unset.List<KeyValuePair>();

    public Dictionary<string, string> DockerLabels { get; set; } = Unset.Map<string>();

    public List<PortMapping> PortMappings { get; set; } = Unset.List<PortMapping>();

    /// <summary>Null if the container has no health check.</summary>
    public HealthCheck HealthCheck { get; set; }
}

public class PortMapping
{
    public int? ContainerPort { get; set; }

    /// <summary>0 or null for a port that the engine chooses (bridge).</summary>
    public int? HostPort { get; set; }

    public TransportProtocol Protocol { get; set; }
}

/// <summary>The engine's own health check of a container.</summary>
public class HealthCheck
{
    public List<string> Command { get; set; } = Unset.List<string>();
}
