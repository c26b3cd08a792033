using Amazon.ElasticLoadBalancingV2.Model;
using Amazon.ElasticLoadBalancingV2.Wire;

namespace Amazon.ElasticLoadBalancingV2;

/// <summary>A client of Elastic Load Balancing. Thread-safe; use one per process.</summary>
public class AmazonElasticLoadBalancingV2Client(AWSCredentials credentials, AmazonElasticLoadBalancingV2Config clientConfig)
    : ServiceClient(Operations.Identity, credentials, clientConfig), IAmazonElasticLoadBalancingV2
{
    /// <summary>Region, endpoint and credentials come from the AWS SDK's default chains.</summary>
    public AmazonElasticLoadBalancingV2Client()
        : this(new AmazonElasticLoadBalancingV2Config())
    {
    }

    public AmazonElasticLoadBalancingV2Client(AmazonElasticLoadBalancingV2Config config)
        : this(null, config)
    {
    }

    public virtual Task<DescribeTargetGroupsResponse> DescribeTargetGroupsAsync(
        DescribeTargetGroupsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Operations.DescribeTargetGroups, cancellationToken);

    public virtual Task<DescribeLoadBalancersResponse> DescribeLoadBalancersAsync(
        DescribeLoadBalancersRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Operations.DescribeLoadBalancers, cancellationToken);

    public virtual Task<DescribeListenersResponse> DescribeListenersAsync(
        DescribeListenersRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Operations.DescribeListeners, cancellationToken);
}
