namespace Amazon.ECS.Model;

public class ListContainerInstancesRequest : AmazonECSRequest
{
    /// <summary>Name or ARN; null for <c>default</c>.</summary>
    public string Cluster { get; set; }

    /// <summary>In the cluster query language, such as <c>ec2InstanceId == i-1</c>.</summary>
    public string Filter { get; set; }

    /// <summary>Set only while the instance registers or deregisters.</summary>
    public ContainerInstanceStatus Status { get; set; }

    /// <summary>100 at most.</summary>
    public int? MaxResults { get; set; }

    /// <summary>The token of the previous page; null for the first page.</summary>
    public string NextToken { get; set; }
}

public class ListContainerInstancesResponse : AmazonWebServiceResponse
{
    public List<string> ContainerInstanceArns { get; set; } = Unset.List<string>();

    /// <summary>Null on the last page.</summary>
    public string NextToken { get; set; }
}

public class DescribeContainerInstancesRequest : AmazonECSRequest
{
    /// <summary>Name or ARN; null for <c>default</c>.</summary>
    public string Cluster { get; set; }

    /// <summary>Identifiers or ARNs, at most 100.</summary>
    public List<string> ContainerInstances { get; set; } = Unset.List<string>();
}

public class DescribeContainerInstancesResponse : AmazonWebServiceResponse
{
    public List<ContainerInstance> ContainerInstances { get; set; } = Unset.List<ContainerInstance>();

    /// <summary>Items that could not be described; a deregistered instance is <c>MISSING</c>.</summary>
    public List<Failure> Failures { get; set; } = Unset.List<Failure>();
}

/// <summary>An instance that runs tasks.</summary>
public class ContainerInstance
{
    public string ContainerInstanceArn { get; set; }

    /// <summary>Null outside EC2.</summary>
    public string Ec2InstanceId { get; set; }

    /// <summary><c>ACTIVE</c>, <c>DRAINING</c>, <c>INACTIVE</c>, …</summary>
    public string Status { get; set; }

    public string StatusReason { get; set; }

    /// <summary>Whether its ECS agent is connected to ECS.</summary>
    public bool? AgentConnected { get; set; }

    /// <summary>What ECS and its owner say of it, such as <c>ecs.availability-zone</c>.</summary>
    public List<Attribute> Attributes { get; set; } = Unset.List<Attribute>();

    public int? RunningTasksCount { get; set; }

    public int? PendingTasksCount { get; set; }

    /// <summary>UTC.</summary>
    public DateTime? RegisteredAt { get; set; }

    public long? Version { get; set; }
}

/// <summary>An attribute of a container instance.</summary>
public class Attribute
{
    public string Name { get; set; }

    public string Value { get; set; }
}
