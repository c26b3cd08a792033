using Microsoft.Extensions.Hosting;

namespace Pipeline.Store.Sagas;

/// <summary>Registers PostgreSQL as the store of the sagas.</summary>
public static class SagaStoreHosting
{
    /// <summary>Adds the sagas' stores and readers. The schema is updated before other hosted services start.</summary>
    public static IServiceCollection AddPostgresSagas(this IServiceCollection services, string database) => services
        .AddSingleton(_ => new PostgresSagas(database))
        .AddHostedService<SchemaPreparation>()
        .AddSingleton(provider => provider.GetRequiredService<PostgresSagas>().Sagas)
        .AddSingleton(provider => provider.GetRequiredService<PostgresSagas>().Fleet)
        .AddSingleton(provider => provider.GetRequiredService<PostgresSagas>().Probed)
        .AddSingleton(provider => provider.GetRequiredService<PostgresSagas>().Reports)
        .AddSingleton(provider => provider.GetRequiredService<PostgresSagas>().Shares)
        .AddSingleton(provider => provider.GetRequiredService<PostgresSagas>().Locks)
        .AddSingleton(provider => provider.GetRequiredService<PostgresSagas>().Recorded)
        .AddSingleton(provider => provider.GetRequiredService<PostgresSagas>().History);

    private sealed class SchemaPreparation(PostgresSagas sagas) : IHostedLifecycleService
    {
        public Task StartingAsync(CancellationToken cancellationToken) => sagas.PrepareAsync(cancellationToken);
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
