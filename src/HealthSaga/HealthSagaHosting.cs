using Marten;
using MassTransit;
using MassTransit.Configuration;
using MassTransit.Saga;
using Microsoft.Extensions.Hosting;
using Pipeline.HealthSaga.Judging;
using Pipeline.HealthSaga.Probing;
using Pipeline.HealthSaga.Saga;
using Pipeline.HealthSaga.Statements;
using Pipeline.HealthSaga.Stopping;
using Pipeline.HealthSaga.Store;

namespace Pipeline.HealthSaga;

/// <summary>Puts a health saga together. Who stops containers and the bus's transport are the caller's choice.</summary>
public static class HealthSagaHosting
{
    /// <summary>Everything that looks, judges and has stopped; an <see cref="ITaskStopper"/> must be registered beside it.</summary>
    public static IServiceCollection AddHealthSaga(this IServiceCollection services, HealthSettings settings) => services
        .AddSingleton(given => settings with { Policy = settings.Policy with { StopsWithoutTask = given.GetRequiredService<ITaskStopper>().StopsWithoutTask } })
        .AddSingleton(_ => new HealthStore(settings.Database))
        .AddHostedService<StorePreparation>()
        .AddSingleton<HostRounds>()
        .AddSingleton<SilentHosts>()
        .AddSingleton<Pictures>()
        .AddSingleton<Judge>()
        .AddSingleton<Duties>()
        .AddHostedService(given => given.GetRequiredService<Duties>())
        .AddHostedService<Prober>()
        .AddHostedService<Court>()
        .AddHostedService<Census>();

    /// <summary>The health saga's consumers and its saga, for any transport.</summary>
    /// <param name="bus">The bus.</param>
    /// <param name="scope">What the names of its queues begin with; null for nothing.</param>
    public static void AddHealthSagaConsumers(this IRegistrationConfigurator bus, string? scope = null)
    {
        bus.AddConsumer<HostFactConsumer, HostFactConsumerDefinition>().Endpoint(endpoint => endpoint.Name = Scoped(HostFactConsumerDefinition.Queue));
        bus.AddConsumer<AnswerConsumer, AnswerConsumerDefinition>().Endpoint(endpoint => endpoint.Name = Scoped(AnswerConsumerDefinition.Queue));
        bus.AddConsumer<StopTaskConsumer, StopTaskConsumerDefinition>().Endpoint(endpoint => endpoint.Name = Scoped(StopTaskConsumerDefinition.Queue));
        bus.AddSaga<ContainerHealthSaga, SagaDefinition>()
            .Endpoint(endpoint => endpoint.Name = Scoped(SagaDefinition.Queue))
            .Repository(repository => repository.RegisterSagaRepository<ContainerHealthSaga, IDocumentSession, SagaConsumeContextFactory<IDocumentSession, ContainerHealthSaga>, SagaRepositoryContextFactory>());

        string Scoped(string queue) => scope is null ? queue : $"{scope}_{queue}";
    }

    /// <summary>Makes the store ready before anything starts that uses it.</summary>
    private sealed class StorePreparation(HealthStore store) : IHostedLifecycleService
    {
        public Task StartingAsync(CancellationToken cancellationToken) => store.PrepareAsync(cancellationToken);
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
