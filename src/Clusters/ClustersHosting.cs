using Amazon.EC2;
using Amazon.ECS;
using Amazon.ElasticLoadBalancingV2;
using MassTransit;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Pipeline.Clusters.Addresses;
using Pipeline.Clusters.Balancers;
using Pipeline.Clusters.Calls;
using Pipeline.Clusters.Definitions;
using Pipeline.Clusters.Events;
using Pipeline.Clusters.Resync;
using Pipeline.Clusters.Services;
using Pipeline.Clusters.Settings;
using Pipeline.Clusters.Stating;

namespace Pipeline.Clusters;

/// <summary>
/// Registers what takes facts from ECS itself. <see cref="IRegisteredTasks"/> must also be registered, and
/// <see cref="IRegisteredServices"/> where services are taken.
/// </summary>
public static class ClustersHosting
{
    public static IServiceCollection AddClusters(this IServiceCollection services, ClusterSettings settings)
    {
        services.TryAddSingleton(Random.Shared);
        services.TryAddSingleton<IAmazonEC2>(_ => new AmazonEC2Client());
        services.TryAddSingleton<IAmazonECS>(_ => new AmazonECSClient());
        if (settings.TakesServices) services.AddServices();
        return services
            .AddSingleton(settings)
            .AddSingleton<TaskDefinitions>()
            .AddSingleton<MachineAddresses>()
            .AddSingleton<TaskAddresses>()
            .AddSingleton<TaskSpeaker>()
            .AddSingleton<IFactPublisher, BusFactPublisher>()
            .AddSingleton<PacedCalls>()
            .AddSingleton<ClusterListing>()
            .AddSingleton<ClusterResync>()
            .AddHostedService<ResyncLoop>();
    }

    /// <summary>Registers what states services behind load balancers.</summary>
    private static IServiceCollection AddServices(this IServiceCollection services)
    {
        services.TryAddSingleton<IAmazonElasticLoadBalancingV2>(_ => new AmazonElasticLoadBalancingV2Client());
        return services.AddSingleton<ServiceListing>().AddSingleton<BalancerDirectory>().AddSingleton<ServiceResync>();
    }

    /// <summary>Registers the consumer of ECS's events.</summary>
    /// <param name="bus">The bus.</param>
    /// <param name="scope">The prefix of the queue's name; null for none.</param>
    public static void AddClusterConsumers(this IRegistrationConfigurator bus, string? scope = null) =>
        bus.AddConsumer<TaskEventConsumer, TaskEventConsumerDefinition>().Endpoint(endpoint =>
            endpoint.Name = scope is null ? TaskEventConsumerDefinition.Queue : $"{scope}_{TaskEventConsumerDefinition.Queue}");
}
