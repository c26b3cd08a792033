using Microsoft.Extensions.Hosting;

namespace Pipeline.Store.Sagas;

/// <summary>Registers PostgreSQL as the store of the sagas.</summary>
public static class SagaStoreHosting
{
    /// <summary>Adds the sagas' stores and readers. The schema is updated before other hosted services start.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="database">The connection string.</param>
    /// <param name="isPrivate">
    /// Whether no other process runs health sagas on the database, so that the shards of one that was killed are free at once.
    /// </param>
    public static IServiceCollection AddPostgresSagas(
        this IServiceCollection services, string database, bool isPrivate = false) => services
        .AddSingleton(_ => new PostgresSagas(database))
        .AddHostedService(provider => new SchemaPreparation(provider.GetRequiredService<PostgresSagas>(), isPrivate))
        .AddSingleton(provider => provider.GetRequiredService<PostgresSagas>().Sagas)
        .AddSingleton(provider => provider.GetRequiredService<PostgresSagas>().Fleet)
        .AddSingleton(provider => provider.GetRequiredService<PostgresSagas>().Probed)
        .AddSingleton(provider => provider.GetRequiredService<PostgresSagas>().Reports)
        .AddSingleton(provider => provider.GetRequiredService<PostgresSagas>().Shares)
        .AddSingleton(provider => provider.GetRequiredService<PostgresSagas>().Locks)
        .AddSingleton(provider => provider.GetRequiredService<PostgresSagas>().Recorded)
        .AddSingleton(provider => provider.GetRequiredService<PostgresSagas>().History);

    private sealed class SchemaPreparation(PostgresSagas sagas, bool isPrivate) : IHostedLifecycleService
    {
        public async Task StartingAsync(CancellationToken cancellationToken)
        {
            await sagas.PrepareAsync(cancellationToken);
            if (isPrivate) await sagas.EndFormerTermsAsync(cancellationToken);
        }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
