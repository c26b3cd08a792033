using Amazon.EC2;
using Amazon.ECS;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Pipeline.Projector.Leases.Aws;

/// <summary>Registers the AWS witness.</summary>
public static class AwsHostWitnessHosting
{
    /// <summary>
    /// Registers a witness that queries EC2, and ECS if a cluster is given, before a silent host's instances are withdrawn. Requires
    /// <c>ec2:DescribeInstances</c>,
    /// <c>ecs:ListContainerInstances</c>, <c>ecs:DescribeContainerInstances</c> and, for hosts that stand for tasks,
    /// <c>ecs:DescribeTasks</c>.
    /// </summary>
    /// <param name="cluster">The name or ARN of the ECS cluster; null for none.</param>
    public static IServiceCollection AddAwsHostWitness(this IServiceCollection services, string? cluster)
    {
        services.TryAddSingleton<IAmazonEC2>(_ => new AmazonEC2Client());
        services.TryAddSingleton<IAmazonECS>(_ => new AmazonECSClient());
        return services.AddSingleton<IHostWitness>(given => new AwsHostWitness(
            new Ec2Machines(given.GetRequiredService<IAmazonEC2>()),
            cluster is null ? null : new EcsAgents(given.GetRequiredService<IAmazonECS>(), cluster),
            new EcsTasks(given.GetRequiredService<IAmazonECS>(), cluster)));
    }
}
