using Microsoft.Extensions.Hosting;
using Pipeline.Store.Schemas;

namespace Pipeline.Store.Sagas;

/// <summary>Registers PostgreSQL as the store of the sagas.</summary>
public static class SagaStoreHosting
{
    /// <summary>Adds the sagas' stores and readers.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="database">The connection string.</param>
    /// <param name="use">How the process uses the database.</param>
    public static IServiceCollection AddPostgresSagas(
        this IServiceCollection services, string database, DatabaseUse use = DatabaseUse.PreparedAtStart) => services
        .AddSingleton(_ => new PostgresSagas(database))
        .AddHostedService(provider => new SchemaPreparation(provider.GetRequiredService<PostgresSagas>(), use))
        .AddSingleton(provider => provider.GetRequiredService<PostgresSagas>().Sagas)
        .AddSingleton(provider => provider.GetRequiredService<PostgresSagas>().Fleet)
        .AddSingleton(provider => provider.GetRequiredService<PostgresSagas>().Probed)
        .AddSingleton(provider => provider.GetRequiredService<PostgresSagas>().Reports)
        .AddSingleton(provider => provider.GetRequiredService<PostgresSagas>().Shares)
        .AddSingleton(provider => provider.GetRequiredService<PostgresSagas>().Locks)
        .AddSingleton(provider => provider.GetRequiredService<PostgresSagas>().Recorded)
        .AddSingleton(provider => provider.GetRequiredService<PostgresSagas>().History);

    private sealed class SchemaPreparation(PostgresSagas sagas, DatabaseUse use) : IHostedLifecycleService
    {
        public async Task StartingAsync(CancellationToken cancellationToken)
        {
            if (use is not DatabaseUse.Shared) await sagas.PrepareAsync(cancellationToken);
            if (use is DatabaseUse.Private) await sagas.EndFormerTermsAsync(cancellationToken);
        }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
