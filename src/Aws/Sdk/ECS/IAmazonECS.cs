using Amazon.ECS.Model;

namespace Amazon.ECS;

/// <summary>Amazon ECS, as far as it is used here (<see href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/"/>).</summary>
public interface IAmazonECS : IAmazonService, IDisposable
{
    /// <summary>Stops a task: its containers get their stop signal, and 30 s by default.</summary>
    /// <exception cref="ClusterNotFoundException">There is no such cluster.</exception>
    /// <exception cref="InvalidParameterException">There is no such task.</exception>
    Task<StopTaskResponse> StopTaskAsync(StopTaskRequest request, CancellationToken cancellationToken = default);

    /// <summary>Up to 100 tasks by name. One stopped is described for about an hour.</summary>
    /// <exception cref="ClusterNotFoundException">There is no such cluster.</exception>
    Task<DescribeTasksResponse> DescribeTasksAsync(DescribeTasksRequest request, CancellationToken cancellationToken = default);

    /// <summary>A cluster's tasks, 100 a page.</summary>
    /// <exception cref="ClusterNotFoundException">There is no such cluster.</exception>
    Task<ListTasksResponse> ListTasksAsync(ListTasksRequest request, CancellationToken cancellationToken = default);

    /// <summary>A cluster's machines, 100 a page.</summary>
    /// <exception cref="ClusterNotFoundException">There is no such cluster.</exception>
    Task<ListContainerInstancesResponse> ListContainerInstancesAsync(ListContainerInstancesRequest request, CancellationToken cancellationToken = default);

    /// <summary>Up to 100 machines by name.</summary>
    /// <exception cref="ClusterNotFoundException">There is no such cluster.</exception>
    Task<DescribeContainerInstancesResponse> DescribeContainerInstancesAsync(DescribeContainerInstancesRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonECSConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonECSClient(awsCredentials, (AmazonECSConfig)clientConfig);
}
