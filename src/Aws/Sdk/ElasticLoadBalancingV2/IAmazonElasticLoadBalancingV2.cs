using Amazon.ElasticLoadBalancingV2.Model;

namespace Amazon.ElasticLoadBalancingV2;

/// <summary>
/// Elastic Load Balancing: the operations that we use
/// (<see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/"/>).
/// </summary>
public interface IAmazonElasticLoadBalancingV2 : IAmazonService, IDisposable
{
    /// <summary>Up to 20 target groups by their ARNs.</summary>
    /// <exception cref="TargetGroupNotFoundException">One of them does not exist.</exception>
    Task<DescribeTargetGroupsResponse> DescribeTargetGroupsAsync(
        DescribeTargetGroupsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Up to 20 balancers by their ARNs.</summary>
    /// <exception cref="LoadBalancerNotFoundException">One of them does not exist.</exception>
    Task<DescribeLoadBalancersResponse> DescribeLoadBalancersAsync(
        DescribeLoadBalancersRequest request, CancellationToken cancellationToken = default);

    /// <summary>The listeners of a balancer.</summary>
    /// <exception cref="LoadBalancerNotFoundException">No such balancer.</exception>
    Task<DescribeListenersResponse> DescribeListenersAsync(
        DescribeListenersRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonElasticLoadBalancingV2Config();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonElasticLoadBalancingV2Client(awsCredentials, (AmazonElasticLoadBalancingV2Config)clientConfig);
}
