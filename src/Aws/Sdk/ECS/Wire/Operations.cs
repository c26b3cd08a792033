using Amazon.ECS.Model;

namespace Amazon.ECS.Wire;

/// <summary>The operations of ECS: AWS JSON 1.1, version 2014-11-13.</summary>
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
            new ConstantConverter<NetworkMode>(NetworkMode.FindValue),
            new ConstantConverter<TaskStopCode>(TaskStopCode.FindValue),
            new ConstantConverter<TransportProtocol>(TransportProtocol.FindValue),
        ],
        new Dictionary<Type, string[]>
        {
            [typeof(StopTaskResponse)] = ["task"],
            [typeof(DescribeTasksResponse)] = ["tasks"],
            [typeof(ListTasksResponse)] = ["taskArns"],
            [typeof(DescribeTaskDefinitionResponse)] = ["taskDefinition"],
            [typeof(ListServicesResponse)] = ["serviceArns"],
            [typeof(DescribeServicesResponse)] = ["services"],
            [typeof(Service)] = ["serviceArn", "serviceName", "status"],
            [typeof(ListContainerInstancesResponse)] = ["containerInstanceArns"],
            [typeof(DescribeContainerInstancesResponse)] = ["containerInstances"],
            [typeof(Model.Task)] = ["taskArn"],
            [typeof(TaskDefinition)] = ["taskDefinitionArn", "containerDefinitions"],
            [typeof(ContainerInstance)] = ["containerInstanceArn", "status", "agentConnected"],
            [typeof(Failure)] = ["reason"],
        },
        Failures.ToException);

    public static readonly Operation<StopTaskRequest, StopTaskResponse> StopTask =
        Protocol.Define<StopTaskRequest, StopTaskResponse>("StopTask");

    public static readonly Operation<DescribeTasksRequest, DescribeTasksResponse> DescribeTasks =
        Protocol.Define<DescribeTasksRequest, DescribeTasksResponse>("DescribeTasks");

    public static readonly Operation<ListTasksRequest, ListTasksResponse> ListTasks =
        Protocol.Define<ListTasksRequest, ListTasksResponse>("ListTasks");

    public static readonly Operation<DescribeTaskDefinitionRequest, DescribeTaskDefinitionResponse> DescribeTaskDefinition =
        Protocol.Define<DescribeTaskDefinitionRequest, DescribeTaskDefinitionResponse>("DescribeTaskDefinition");

    public static readonly Operation<ListServicesRequest, ListServicesResponse> ListServices =
        Protocol.Define<ListServicesRequest, ListServicesResponse>("ListServices");

    public static readonly Operation<DescribeServicesRequest, DescribeServicesResponse> DescribeServices =
        Protocol.Define<DescribeServicesRequest, DescribeServicesResponse>("DescribeServices");

    public static readonly Operation<ListContainerInstancesRequest, ListContainerInstancesResponse> ListContainerInstances =
        Protocol.Define<ListContainerInstancesRequest, ListContainerInstancesResponse>("ListContainerInstances");

    public static readonly Operation<DescribeContainerInstancesRequest, DescribeContainerInstancesResponse> DescribeContainerInstances =
        Protocol.Define<DescribeContainerInstancesRequest, DescribeContainerInstancesResponse>("DescribeContainerInstances");
}
