using Microsoft.Extensions.Hosting;

namespace Pipeline.Store.Sagas;

/// <summary>Registers PostgreSQL as the store of the sagas.</summary>
public static class SagaStoreHosting
{
    /// <summary>The sagas' store, and its schema brought up to date before anything starts that uses it.</summary>
    public static IServiceCollection AddPostgresSagas(this IServiceCollection services, string database) => services
        .AddSingleton(_ => new PostgresSagas(database))
        .AddHostedService<SchemaPreparation>()
        .AddSingleton(given => given.GetRequiredService<PostgresSagas>().Sagas)
        .AddSingleton(given => given.GetRequiredService<PostgresSagas>().Fleet)
        .AddSingleton(given => given.GetRequiredService<PostgresSagas>().Probed)
        .AddSingleton(given => given.GetRequiredService<PostgresSagas>().Reports)
        .AddSingleton(given => given.GetRequiredService<PostgresSagas>().Shares)
        .AddSingleton(given => given.GetRequiredService<PostgresSagas>().Locks)
        .AddSingleton(given => given.GetRequiredService<PostgresSagas>().Recorded)
        .AddSingleton(given => given.GetRequiredService<PostgresSagas>().History);

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
