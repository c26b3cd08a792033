using Pipeline.Clusters;
using Pipeline.Clusters.Resync;
using Pipeline.Clusters.Services;
using Pipeline.HealthSaga;
using Pipeline.HealthSaga.Stopping.Ecs;
using Pipeline.History;
using Pipeline.Projector;
using Pipeline.Projector.Leases.Aws;
using Pipeline.Projector.Zone.Route53;
using Pipeline.Settings;
using Pipeline.Store;
using Pipeline.Store.Sagas;
using Pipeline.Store.Schemas;

namespace Pipeline.Composition;

/// <summary>The services on AWS: SNS and SQS as the bus, Route 53 as the zone, EC2 and ECS as witnesses of silent hosts.</summary>
internal static class AwsParts
{
    public static void AddProjectorOnAws(this IServiceCollection services, PipelineSettings settings, string database)
    {
        services.AddRoute53Zone(settings.Route53Zone());
        services.AddAwsHostWitness(settings.Cluster);
        services.AddProjector(settings.Projector());
        services.AddPostgresRegistry(database, DatabaseUse.Shared);
        services.AddRetention(database, settings.Retention);
        services.AddRegistryReader(settings.Domain, settings.Addresses, settings.ProtocolNames);
        var cluster = settings.Clusters();
        if (cluster is not null) services.AddClusters(cluster)
            .AddSingleton<IRegisteredTasks, RegisteredTasks>().AddSingleton<IRegisteredServices, RegisteredServices>();
        services.AddAwsBus(settings, bus =>
        {
            bus.AddProjectorConsumers(settings.Scope);
            if (cluster is { LaunchTypes.IsEmpty: false }) bus.AddClusterConsumers(settings.Scope);
        });
        services.AddHealthChecks().AddCheck<ZoneCheck>("zone").AddCheck<MessagesCheck>("messages");
    }

    public static void AddHealthSagaOnAws(this IServiceCollection services, PipelineSettings settings, string database)
    {
        services.AddPostgresRegistry(database, DatabaseUse.Shared);
        services.AddPostgresSagas(database, DatabaseUse.Shared);
        services.AddRegistryReader(settings.Domain, settings.Addresses, settings.ProtocolNames);
        services.AddHealthReader();
        services.AddEcsTaskStopper();
        services.AddHealthSaga(settings.HealthSaga());
        services.AddAwsBus(settings, bus => bus.AddHealthSagaConsumers(settings.Scope));
        services.AddHealthChecks().AddCheck<MessagesCheck>("messages");
    }
}
