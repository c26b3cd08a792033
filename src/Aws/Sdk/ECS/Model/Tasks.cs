namespace Amazon.ECS.Model;

public class StopTaskRequest : AmazonECSRequest
{
    /// <summary>Name or ARN; null for <c>default</c>.</summary>
    public string Cluster { get; set; }

    /// <summary>Identifier or ARN.</summary>
    public string Task { get; set; }

    /// <summary>At most 255 characters.</summary>
    public string Reason { get; set; }
}

public class StopTaskResponse : AmazonWebServiceResponse
{
    public Task Task { get; set; }
}

public class DescribeTasksRequest : AmazonECSRequest
{
    /// <summary>Name or ARN; null for <c>default</c>.</summary>
    public string Cluster { get; set; }

    /// <summary>100 at most.</summary>
    public List<string> Tasks { get; set; } = Unset.List<string>();
}

public class DescribeTasksResponse : AmazonWebServiceResponse
{
    public List<Task> Tasks { get; set; } = Unset.List<Task>();

    /// <summary>Items that could not be described; a forgotten task is <c>MISSING</c>.</summary>
    public List<Failure> Failures { get; set; } = Unset.List<Failure>();
}

public class ListTasksRequest : AmazonECSRequest
{
    /// <summary>Name or ARN; null for <c>default</c>.</summary>
    public string Cluster { get; set; }

    public string ContainerInstance { get; set; }

    public string Family { get; set; }

    public string ServiceName { get; set; }

    public string StartedBy { get; set; }

    public DesiredStatus DesiredStatus { get; set; }

    public LaunchType LaunchType { get; set; }

    /// <summary>100 at most.</summary>
    public int? MaxResults { get; set; }

    /// <summary>The token of the previous page; null for the first page.</summary>
    public string NextToken { get; set; }
}

public class ListTasksResponse : AmazonWebServiceResponse
{
    public List<string> TaskArns { get; set; } = Unset.List<string>();

    /// <summary>Null on the last page.</summary>
    public string NextToken { get; set; }
}

/// <summary>An item that could not be described, and the reason.</summary>
public class Failure
{
    public string Arn { get; set; }

    public string Reason { get; set; }

    public string Detail { get; set; }
}
