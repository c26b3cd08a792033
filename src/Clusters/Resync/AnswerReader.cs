using Amazon.ECS.Model;
using Pipeline.Clusters.Tasks;
using Task = Amazon.ECS.Model.Task;

namespace Pipeline.Clusters.Resync;

/// <summary>Reads a task out of an answer of DescribeTasks.</summary>
internal static class AnswerReader
{
    public static ClusterTask Read(Task task) => new()
    {
        TaskArn = task.TaskArn,
        ClusterArn = task.ClusterArn ?? "",
        TaskDefinitionArn = task.TaskDefinitionArn ?? "",
        Group = task.Group,
        ContainerInstanceArn = task.ContainerInstanceArn,
        LaunchType = task.LaunchType?.Value ?? "",
        DesiredStatus = task.DesiredStatus ?? "",
        LastStatus = task.LastStatus ?? "",
        Version = task.Version ?? 0,
        CreatedAt = ReadTime(task.CreatedAt),
        StartedAt = ReadTime(task.StartedAt),
        StopCode = task.StopCode?.Value,
        StoppedReason = task.StoppedReason,
        Containers = [.. (task.Containers ?? []).Select(Read)],
        Overrides = new TaskOverrides
        {
            ContainerOverrides =
            [
                .. (task.Overrides?.ContainerOverrides ?? []).Select(one => new ContainerOverrides
                {
                    Name = one.Name,
                    Environment = [.. (one.Environment ?? []).Select(pair => new TaskVariable { Name = pair.Name, Value = pair.Value })],
                }),
            ],
        },
    };

    private static TaskContainer Read(Container container) => new()
    {
        Name = container.Name ?? "",
        Image = container.Image,
        RuntimeId = container.RuntimeId,
        LastStatus = container.LastStatus,
        HealthStatus = container.HealthStatus?.Value,
        NetworkBindings =
        [
            .. (container.NetworkBindings ?? []).Select(binding => new TaskBinding
            {
                BindIP = binding.BindIP,
                ContainerPort = binding.ContainerPort,
                HostPort = binding.HostPort,
                Protocol = binding.Protocol?.Value,
            }),
        ],
        NetworkInterfaces =
        [
            .. (container.NetworkInterfaces ?? []).Select(own => new TaskInterface
            {
                PrivateIpv4Address = own.PrivateIpv4Address,
                Ipv6Address = own.Ipv6Address,
            }),
        ],
    };

    private static DateTimeOffset? ReadTime(DateTime? time) => time is { } at ? new DateTimeOffset(at, TimeSpan.Zero) : null;
}
