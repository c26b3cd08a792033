using Amazon.EC2;
using Amazon.ECS;
using MassTransit;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Pipeline.Clusters.Addresses;
using Pipeline.Clusters.Definitions;
using Pipeline.Clusters.Events;
using Pipeline.Clusters.Resync;
using Pipeline.Clusters.Settings;
using Pipeline.Clusters.Stating;

namespace Pipeline.Clusters;

/// <summary>Registers what takes facts from ECS itself. <see cref="IRegisteredTasks"/> must also be registered.</summary>
public static class ClustersHosting
{
    public static IServiceCollection AddClusters(this IServiceCollection services, ClusterSettings settings)
    {
        services.TryAddSingleton(Random.Shared);
        services.TryAddSingleton<IAmazonEC2>(_ => new AmazonEC2Client());
        services.TryAddSingleton<IAmazonECS>(_ => new AmazonECSClient());
        return services
            .AddSingleton(settings)
            .AddSingleton<TaskDefinitions>()
            .AddSingleton<MachineAddresses>()
            .AddSingleton<TaskAddresses>()
            .AddSingleton<TaskSpeaker>()
            .AddSingleton<IFactPublisher, BusFactPublisher>()
            .AddSingleton<ClusterListing>()
            .AddSingleton<ClusterResync>()
            .AddHostedService<ResyncLoop>();
    }

    /// <summary>Registers the consumer of ECS's events.</summary>
    /// <param name="bus">The bus.</param>
    /// <param name="scope">The prefix of the queue's name; null for none.</param>
    public static void AddClusterConsumers(this IRegistrationConfigurator bus, string? scope = null) =>
        bus.AddConsumer<TaskEventConsumer, TaskEventConsumerDefinition>().Endpoint(endpoint =>
            endpoint.Name = scope is null ? TaskEventConsumerDefinition.Queue : $"{scope}_{TaskEventConsumerDefinition.Queue}");
}
