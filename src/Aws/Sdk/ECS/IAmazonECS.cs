using Amazon.ECS.Model;

namespace Amazon.ECS;

/// <summary>Amazon ECS: the operations that we use (<see href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/"/>).</summary>
public interface IAmazonECS : IAmazonService, IDisposable
{
    /// <summary>Stops a task: its containers get their stop signal, and by default 30 s to exit.</summary>
    /// <exception cref="ClusterNotFoundException">No such cluster.</exception>
    /// <exception cref="InvalidParameterException">No such task.</exception>
    Task<StopTaskResponse> StopTaskAsync(StopTaskRequest request, CancellationToken cancellationToken = default);

    /// <summary>Up to 100 tasks. A stopped task is described for about an hour.</summary>
    /// <exception cref="ClusterNotFoundException">No such cluster.</exception>
    Task<DescribeTasksResponse> DescribeTasksAsync(DescribeTasksRequest request, CancellationToken cancellationToken = default);

    /// <summary>A cluster's tasks, 100 per page.</summary>
    /// <exception cref="ClusterNotFoundException">No such cluster.</exception>
    Task<ListTasksResponse> ListTasksAsync(ListTasksRequest request, CancellationToken cancellationToken = default);

    /// <summary>A revision of a task definition. A revision never changes.</summary>
    /// <exception cref="ClientException">No such task definition.</exception>
    Task<DescribeTaskDefinitionResponse> DescribeTaskDefinitionAsync(
        DescribeTaskDefinitionRequest request, CancellationToken cancellationToken = default);

    /// <summary>A cluster's services, 10 per page unless more are asked for.</summary>
    /// <exception cref="ClusterNotFoundException">No such cluster.</exception>
    Task<ListServicesResponse> ListServicesAsync(ListServicesRequest request, CancellationToken cancellationToken = default);

    /// <summary>Up to 10 services. A deleted one is described for a while.</summary>
    /// <exception cref="ClusterNotFoundException">No such cluster.</exception>
    Task<DescribeServicesResponse> DescribeServicesAsync(DescribeServicesRequest request, CancellationToken cancellationToken = default);

    /// <summary>A cluster's container instances, 100 per page.</summary>
    /// <exception cref="ClusterNotFoundException">No such cluster.</exception>
    Task<ListContainerInstancesResponse> ListContainerInstancesAsync(
        ListContainerInstancesRequest request, CancellationToken cancellationToken = default);

    /// <summary>Up to 100 container instances.</summary>
    /// <exception cref="ClusterNotFoundException">No such cluster.</exception>
    Task<DescribeContainerInstancesResponse> DescribeContainerInstancesAsync(
        DescribeContainerInstancesRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonECSConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonECSClient(awsCredentials, (AmazonECSConfig)clientConfig);
}
