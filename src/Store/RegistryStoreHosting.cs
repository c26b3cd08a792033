using Microsoft.Extensions.Hosting;

namespace Pipeline.Store;

/// <summary>Registers PostgreSQL as the store of the registry.</summary>
public static class RegistryStoreHosting
{
    /// <summary>Adds the registry's store and readers. The schema is updated before other hosted services start.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="database">The connection string.</param>
    public static IServiceCollection AddPostgresRegistry(this IServiceCollection services, string database) => services
        .AddSingleton(provider => new RegistryDatabase(database, provider.GetRequiredService<TimeProvider>()))
        .AddHostedService<SchemaPreparation>()
        .AddSingleton(provider => provider.GetRequiredService<RegistryDatabase>().Registry)
        .AddSingleton(provider => provider.GetRequiredService<RegistryDatabase>().State)
        .AddSingleton(provider => provider.GetRequiredService<RegistryDatabase>().Changes)
        .AddSingleton(provider => provider.GetRequiredService<RegistryDatabase>().Ledger)
        .AddSingleton(provider => provider.GetRequiredService<RegistryDatabase>().LedgerReader)
        .AddSingleton(provider => provider.GetRequiredService<RegistryDatabase>().Election)
        .AddSingleton(provider => provider.GetRequiredService<RegistryDatabase>().Documents)
        .AddSingleton(provider => provider.GetRequiredService<RegistryDatabase>().Rebuilder);

    private sealed class SchemaPreparation(RegistryDatabase registry) : IHostedLifecycleService
    {
        public Task StartingAsync(CancellationToken cancellationToken) => registry.PrepareAsync(cancellationToken);
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
