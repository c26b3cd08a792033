using Microsoft.Extensions.Hosting;

namespace Pipeline.Store;

/// <summary>Registers PostgreSQL as the store of the registry.</summary>
public static class RegistryStoreHosting
{
    /// <summary>Adds the registry's store and readers. The schema is updated before other hosted services start.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="database">The connection string.</param>
    /// <param name="isPrivate">
    /// Whether no other process leads on the database, so that the terms of one that was killed end at once.
    /// </param>
    public static IServiceCollection AddPostgresRegistry(
        this IServiceCollection services, string database, bool isPrivate = false) => services
        .AddSingleton(provider => new RegistryDatabase(database, provider.GetRequiredService<TimeProvider>()))
        .AddHostedService(provider => new SchemaPreparation(provider.GetRequiredService<RegistryDatabase>(), isPrivate))
        .AddSingleton(provider => provider.GetRequiredService<RegistryDatabase>().Registry)
        .AddSingleton(provider => provider.GetRequiredService<RegistryDatabase>().State)
        .AddSingleton(provider => provider.GetRequiredService<RegistryDatabase>().Changes)
        .AddSingleton(provider => provider.GetRequiredService<RegistryDatabase>().Ledger)
        .AddSingleton(provider => provider.GetRequiredService<RegistryDatabase>().LedgerReader)
        .AddSingleton(provider => provider.GetRequiredService<RegistryDatabase>().Leases)
        .AddSingleton(provider => provider.GetRequiredService<RegistryDatabase>().Documents)
        .AddSingleton(provider => provider.GetRequiredService<RegistryDatabase>().Rebuilder);

    private sealed class SchemaPreparation(RegistryDatabase registry, bool isPrivate) : IHostedLifecycleService
    {
        public async Task StartingAsync(CancellationToken cancellationToken)
        {
            await registry.PrepareAsync(cancellationToken);
            if (isPrivate) await registry.EndFormerTermsAsync(cancellationToken);
        }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
