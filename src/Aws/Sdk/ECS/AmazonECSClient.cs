using Amazon.ECS.Model;
using Amazon.ECS.Wire;

namespace Amazon.ECS;

/// <summary>A client of Amazon ECS. Thread-safe; use one per process.</summary>
public class AmazonECSClient(AWSCredentials credentials, AmazonECSConfig clientConfig)
    : ServiceClient(Operations.Identity, credentials, clientConfig), IAmazonECS
{
    /// <summary>Region, endpoint and credentials come from the AWS SDK's default chains.</summary>
    public AmazonECSClient()
        : this(new AmazonECSConfig())
    {
    }

    public AmazonECSClient(RegionEndpoint region)
        : this(new AmazonECSConfig { RegionEndpoint = region })
    {
    }

    public AmazonECSClient(AmazonECSConfig config)
        : this(null, config)
    {
    }

    public AmazonECSClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, new AmazonECSConfig { RegionEndpoint = region })
    {
    }

    public virtual Task<StopTaskResponse> StopTaskAsync(StopTaskRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Operations.StopTask, cancellationToken);

    public virtual Task<DescribeTasksResponse> DescribeTasksAsync(
        DescribeTasksRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Operations.DescribeTasks, cancellationToken);

    public virtual Task<ListTasksResponse> ListTasksAsync(ListTasksRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Operations.ListTasks, cancellationToken);

    public virtual Task<DescribeTaskDefinitionResponse> DescribeTaskDefinitionAsync(
        DescribeTaskDefinitionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Operations.DescribeTaskDefinition, cancellationToken);

    public virtual Task<ListServicesResponse> ListServicesAsync(
        ListServicesRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Operations.ListServices, cancellationToken);

    public virtual Task<DescribeServicesResponse> DescribeServicesAsync(
        DescribeServicesRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Operations.DescribeServices, cancellationToken);

    public virtual Task<ListContainerInstancesResponse> ListContainerInstancesAsync(
        ListContainerInstancesRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Operations.ListContainerInstances, cancellationToken);

    public virtual Task<DescribeContainerInstancesResponse> DescribeContainerInstancesAsync(
        DescribeContainerInstancesRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Operations.DescribeContainerInstances, cancellationToken);
}
