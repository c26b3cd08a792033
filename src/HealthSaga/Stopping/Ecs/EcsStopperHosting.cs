using Amazon.ECS;

namespace Pipeline.HealthSaga.Stopping.Ecs;

/// <summary>Puts ECS's own stop beside a health saga.</summary>
public static class EcsStopperHosting
{
    /// <summary>
    /// Tasks are stopped by ECS. Needs <c>ecs:StopTask</c> and <c>ecs:DescribeTasks</c>; region and credentials are found as every AWS SDK
    /// finds them.
    /// </summary>
    public static IServiceCollection AddEcsTaskStopper(this IServiceCollection services) =>
        services.AddSingleton<ITaskStopper>(_ => new EcsTaskStopper(new AmazonECSClient()));
}
