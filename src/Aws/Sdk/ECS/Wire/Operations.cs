using Amazon.ECS.Model;

namespace Amazon.ECS.Wire;

/// <summary>ECS on the wire: AWS JSON 1.1, version 2014-11-13.</summary>
internal static class Operations
{
    public static readonly ServiceIdentity Identity = new("ECS", "ecs", "ecs", "2014-11-13");

    private static readonly JsonProtocol Protocol = new(
        Identity,
        "AmazonEC2ContainerServiceV20141113",
        Shapes.Default,
        [
            new ConstantConverter<Connectivity>(Connectivity.FindValue),
            new ConstantConverter<ContainerInstanceStatus>(ContainerInstanceStatus.FindValue),
            new ConstantConverter<DesiredStatus>(DesiredStatus.FindValue),
            new ConstantConverter<HealthStatus>(HealthStatus.FindValue),
            new ConstantConverter<LaunchType>(LaunchType.FindValue),
            new ConstantConverter<TaskStopCode>(TaskStopCode.FindValue),
            new ConstantConverter<TransportProtocol>(TransportProtocol.FindValue),
        ],
        Failures.Of);

    public static readonly Operation<StopTaskRequest, StopTaskResponse> StopTask =
        Protocol.Operation<StopTaskRequest, StopTaskResponse>("StopTask");

    public static readonly Operation<DescribeTasksRequest, DescribeTasksResponse> DescribeTasks =
        Protocol.Operation<DescribeTasksRequest, DescribeTasksResponse>("DescribeTasks");

    public static readonly Operation<ListTasksRequest, ListTasksResponse> ListTasks =
        Protocol.Operation<ListTasksRequest, ListTasksResponse>("ListTasks");

    public static readonly Operation<ListContainerInstancesRequest, ListContainerInstancesResponse> ListContainerInstances =
        Protocol.Operation<ListContainerInstancesRequest, ListContainerInstancesResponse>("ListContainerInstances");

    public static readonly Operation<DescribeContainerInstancesRequest, DescribeContainerInstancesResponse> DescribeContainerInstances =
        Protocol.Operation<DescribeContainerInstancesRequest, DescribeContainerInstancesResponse>("DescribeContainerInstances");
}
