using Microsoft.Extensions.Hosting;
using Pipeline.Store.Schemas;

namespace Pipeline.Store;

/// <summary>Registers PostgreSQL as the store of the registry.</summary>
public static class RegistryStoreHosting
{
    /// <summary>Adds the registry's store and readers.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="database">The connection string.</param>
    /// <param name="use">How the process uses the database.</param>
    public static IServiceCollection AddPostgresRegistry(
        this IServiceCollection services, string database, DatabaseUse use = DatabaseUse.PreparedAtStart) => services
        .AddSingleton(provider => new RegistryDatabase(database, provider.GetRequiredService<TimeProvider>()))
        .AddHostedService(provider => new SchemaPreparation(provider.GetRequiredService<RegistryDatabase>(), use))
        .AddSingleton(provider => provider.GetRequiredService<RegistryDatabase>().Registry)
        .AddSingleton(provider => provider.GetRequiredService<RegistryDatabase>().State)
        .AddSingleton(provider => provider.GetRequiredService<RegistryDatabase>().Changes)
        .AddSingleton(provider => provider.GetRequiredService<RegistryDatabase>().Ledger)
        .AddSingleton(provider => provider.GetRequiredService<RegistryDatabase>().LedgerReader)
        .AddSingleton(provider => provider.GetRequiredService<RegistryDatabase>().Leases)
        .AddSingleton(provider => provider.GetRequiredService<RegistryDatabase>().Documents)
        .AddSingleton(provider => provider.GetRequiredService<RegistryDatabase>().Rebuilder);

    private sealed class SchemaPreparation(RegistryDatabase registry, DatabaseUse use) : IHostedLifecycleService
    {
        public async Task StartingAsync(CancellationToken cancellationToken)
        {
            if (use is not DatabaseUse.Shared) await registry.PrepareAsync(cancellationToken);
            if (use is DatabaseUse.Private) await registry.EndFormerTermsAsync(cancellationToken);
        }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
