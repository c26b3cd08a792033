namespace Amazon.ElasticLoadBalancingV2.Model;

public class DescribeTargetGroupsRequest : AmazonElasticLoadBalancingV2Request
{
    /// <summary>20 at most.</summary>
    public List<string> TargetGroupArns { get; set; } = Unset.List<string>();

    /// <summary>The marker of the previous page; null for the first page.</summary>
    public string Marker { get; set; }
}

public class DescribeTargetGroupsResponse : AmazonWebServiceResponse
{
    public List<TargetGroup> TargetGroups { get; set; } = Unset.List<TargetGroup>();

    /// <summary>Null on the last page.</summary>
    public string NextMarker { get; set; }
}

public class TargetGroup
{
    public string TargetGroupArn { get; set; }

    public string TargetGroupName { get; set; }

    /// <summary>The balancers that forward to it; none until a listener or a rule does.</summary>
    public List<string> LoadBalancerArns { get; set; } = Unset.List<string>();
}
