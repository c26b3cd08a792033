using MassTransit;
using MassTransit.Configuration;
using MassTransit.Saga;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Pipeline.Consuming;
using Pipeline.HealthSaga.Judging;
using Pipeline.HealthSaga.Probing;
using Pipeline.HealthSaga.Reports;
using Pipeline.HealthSaga.Saga;
using Pipeline.HealthSaga.Settings;
using Pipeline.HealthSaga.Sharing;
using Pipeline.HealthSaga.Stopping;

namespace Pipeline.HealthSaga;

/// <summary>Composes a health saga. The store, the stopper and the bus's transport are the caller's choice.</summary>
public static class HealthSagaHosting
{
    /// <summary>Everything that checks, judges and requests stops. Register an <see cref="ITaskStopper"/> and a store beside it.</summary>
    public static IServiceCollection AddHealthSaga(this IServiceCollection services, HealthSettings settings)
    {
        services.TryAddSingleton(Random.Shared);
        services.TryAddSingleton<IPortProbe, PortProbe>();
        return services
            .AddSingleton(given => settings with
            {
                Policy = settings.Policy with { StopsWithoutTask = given.GetRequiredService<ITaskStopper>().StopsWithoutTask },
            })
            .AddSingleton<ManualOrders>()
            .AddSingleton<ReportComparison>()
            .AddSingleton<SilentHosts>()
            .AddSingleton<FleetSnapshotReader>()
            .AddSingleton<Judge>()
            .AddSingleton<ShardBalancer>()
            .AddHostedService(given => given.GetRequiredService<ShardBalancer>())
            .AddHostedService<Prober>()
            .AddHostedService<JudgingLoop>()
            .AddHostedService<StateGauges>();
    }

    /// <summary>The health saga's consumers and its saga, for any transport.</summary>
    /// <param name="bus">The bus.</param>
    /// <param name="scope">Prefix of the queues' names; null for none.</param>
    public static void AddHealthSagaConsumers(this IRegistrationConfigurator bus, string? scope = null)
    {
        bus.AddConsuming();
        bus.AddConsumer<HostFactConsumer, HostFactConsumerDefinition>()
            .Endpoint(endpoint => endpoint.Name = Scoped(HostFactConsumerDefinition.Queue));
        bus.AddConsumer<DecisionAppliedConsumer, DecisionAppliedConsumerDefinition>()
            .Endpoint(endpoint => endpoint.Name = Scoped(DecisionAppliedConsumerDefinition.Queue));
        bus.AddConsumer<StopTaskConsumer, StopTaskConsumerDefinition>()
            .Endpoint(endpoint => endpoint.Name = Scoped(StopTaskConsumerDefinition.Queue));
        bus.AddSaga<ContainerHealthSaga, SagaDefinition>()
            .Endpoint(endpoint => endpoint.Name = Scoped(SagaDefinition.Queue))
            .Repository(repository => repository.RegisterSagaRepository<
                ContainerHealthSaga, ISagaStore, SagaConsumeContextFactory<ISagaStore, ContainerHealthSaga>,
                SagaRepositoryContextFactory>());

        string Scoped(string queue) => scope is null ? queue : $"{scope}_{queue}";
    }
}
