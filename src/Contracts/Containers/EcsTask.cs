namespace Pipeline.Contracts;

/// <summary>The ECS task that a container belongs to, from the labels that the ECS agent sets (<c>com.amazonaws.ecs.*</c>).</summary>
/// <param name="Arn">The task's Amazon Resource Name.</param>
/// <param name="Cluster">The cluster's name or ARN.</param>
/// <param name="Family">The task definition's family and revision: <c>calc:7</c>.</param>
/// <param name="ContainerName">The container's name in the task definition.</param>
public sealed record EcsTask(string Arn, string Cluster, string Family, string ContainerName);
