namespace Amazon.ElasticLoadBalancingV2.Model;

public class DescribeLoadBalancersRequest : AmazonElasticLoadBalancingV2Request
{
    /// <summary>20 at most.</summary>
    public List<string> LoadBalancerArns { get; set; } = Unset.List<string>();

    /// <summary>The marker of the previous page; null for the first page.</summary>
    public string Marker { get; set; }
}

public class DescribeLoadBalancersResponse : AmazonWebServiceResponse
{
    public List<LoadBalancer> LoadBalancers { get; set; } = Unset.List<LoadBalancer>();

    /// <summary>Null on the last page.</summary>
    public string NextMarker { get; set; }
}

public class LoadBalancer
{
    public string LoadBalancerArn { get; set; }

    /// <summary>Its public name; letters may be of either case.</summary>
    public string DNSName { get; set; }

    /// <summary>The hosted zone of its name in Route 53.</summary>
    public string CanonicalHostedZoneId { get; set; }

    /// <summary><c>ipv4</c>, <c>dualstack</c> or <c>dualstack-without-public-ipv4</c>.</summary>
    public IpAddressType IpAddressType { get; set; }

    /// <summary><c>internal</c> or <c>internet-facing</c>.</summary>
    public LoadBalancerSchemeEnum Scheme { get; set; }

    /// <summary><c>application</c>, <c>network</c> or <c>gateway</c>.</summary>
    public LoadBalancerTypeEnum Type { get; set; }
}
