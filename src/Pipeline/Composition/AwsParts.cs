using Pipeline.HealthSaga;
using Pipeline.HealthSaga.Stopping.Ecs;
using Pipeline.History;
using Pipeline.Projector;
using Pipeline.Projector.Leases.Aws;
using Pipeline.Projector.Zone.Route53;
using Pipeline.Settings;
using Pipeline.Store;
using Pipeline.Store.Sagas;

namespace Pipeline.Composition;

/// <summary>The parts as they are on AWS: SNS and SQS, Route 53, EC2 and ECS as witnesses.</summary>
internal static class AwsParts
{
    public static void AddProjectorOnAws(this IServiceCollection services, PipelineSettings settings, string database)
    {
        services.AddRoute53Zone(new()
        {
            Domain = settings.Domain,
            ZoneId = settings.ZoneId,
            Private = settings.PrivateZone,
            Budget = new(settings.Route53Requests, settings.Route53Changes),
        });
        services.AddAwsHostWitness(settings.Cluster);
        services.AddProjector(new()
        {
            Domain = settings.Domain,
            Ttl = settings.Ttl,
            Layout = settings.Layout,
            Admission = new(settings.Health.AdmitOnceHealthy, settings.Health.Checks),
        });
        services.AddPostgresRegistry(database);
        services.AddRegistryReader(settings.Domain);
        services.AddAwsBus(settings, bus => bus.AddProjectorConsumers(settings.Scope));
        services.AddHealthChecks().AddCheck<ZoneCheck>("zone");
    }

    public static void AddHealthSagaOnAws(this IServiceCollection services, PipelineSettings settings, string database)
    {
        services.AddPostgresRegistry(database);
        services.AddRegistryReader(settings.Domain);
        services.AddHealthReader();
        services.AddEcsTaskStopper();
        services.AddPostgresSagas(database);
        services.AddHealthSaga(Parts.HealthOf(settings));
        services.AddAwsBus(settings, bus => bus.AddHealthSagaConsumers(settings.Scope));
    }
}
