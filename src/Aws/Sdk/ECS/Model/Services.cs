namespace Amazon.ECS.Model;

public class ListServicesRequest : AmazonECSRequest
{
    /// <summary>Name or ARN; null for <c>default</c>.</summary>
    public string Cluster { get; set; }

    public LaunchType LaunchType { get; set; }

    /// <summary>100 at most; null for 10.</summary>
    public int? MaxResults { get; set; }

    /// <summary>The token of the previous page; null for the first page.</summary>
    public string NextToken { get; set; }
}

public class ListServicesResponse : AmazonWebServiceResponse
{
    public List<string> ServiceArns { get; set; } = Unset.List<string>();

    /// <summary>Null on the last page.</summary>
    public string NextToken { get; set; }
}

public class DescribeServicesRequest : AmazonECSRequest
{
    /// <summary>Name or ARN; null for <c>default</c>.</summary>
    public string Cluster { get; set; }

    /// <summary>Names or ARNs; 10 at most.</summary>
    public List<string> Services { get; set; } = Unset.List<string>();
}

public class DescribeServicesResponse : AmazonWebServiceResponse
{
    public List<Service> Services { get; set; } = Unset.List<Service>();

    /// <summary>Items that could not be described; a service that does not exist is <c>MISSING</c>.</summary>
    public List<Failure> Failures { get; set; } = Unset.List<Failure>();
}

/// <summary>A service, which keeps a number of tasks running.</summary>
public class Service
{
    public string ServiceArn { get; set; }

    public string ServiceName { get; set; }

    /// <summary><c>ACTIVE</c>, <c>DRAINING</c> (deleted, tasks still run) or <c>INACTIVE</c> (deleted).</summary>
    public string Status { get; set; }

    /// <summary>The definition of new tasks; null where a deployment controller outside ECS has it.</summary>
    public string TaskDefinition { get; set; }

    public DateTime? CreatedAt { get; set; }

    public List<LoadBalancer> LoadBalancers { get; set; } = Unset.List<LoadBalancer>();

    public List<Deployment> Deployments { get; set; } = Unset.List<Deployment>();
}

/// <summary>A port of a service's containers that is registered with a balancer.</summary>
public class LoadBalancer
{
    /// <summary>Null for a Classic Load Balancer.</summary>
    public string TargetGroupArn { get; set; }

    /// <summary>The name of a Classic Load Balancer.</summary>
    public string LoadBalancerName { get; set; }

    public string ContainerName { get; set; }

    public int? ContainerPort { get; set; }
}

/// <summary>A deployment of a service.</summary>
public class Deployment
{
    /// <summary><c>PRIMARY</c>, <c>ACTIVE</c> (tasks of an earlier one still run) or <c>INACTIVE</c>.</summary>
    public string Status { get; set; }

    public string TaskDefinition { get; set; }
}
