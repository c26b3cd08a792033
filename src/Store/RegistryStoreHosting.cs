using Microsoft.Extensions.Hosting;

namespace Pipeline.Store;

/// <summary>Puts the registry into a PostgreSQL database.</summary>
public static class RegistryStoreHosting
{
    /// <summary>The store of a projector, and its readers. The schema is made ready before anything else starts.</summary>
    /// <param name="services">Where it is added.</param>
    /// <param name="database">Connection string.</param>
    public static IServiceCollection AddPostgresRegistry(this IServiceCollection services, string database) => services
        .AddSingleton(given => new RegistryDatabase(database, given.GetRequiredService<TimeProvider>()))
        .AddHostedService<Preparation>()
        .AddSingleton(given => given.GetRequiredService<RegistryDatabase>().Registry)
        .AddSingleton(given => given.GetRequiredService<RegistryDatabase>().State)
        .AddSingleton(given => given.GetRequiredService<RegistryDatabase>().Changes)
        .AddSingleton(given => given.GetRequiredService<RegistryDatabase>().Ledger)
        .AddSingleton(given => given.GetRequiredService<RegistryDatabase>().LedgerReader)
        .AddSingleton(given => given.GetRequiredService<RegistryDatabase>().Election)
        .AddSingleton(given => given.GetRequiredService<RegistryDatabase>().Documents)
        .AddSingleton(given => given.GetRequiredService<RegistryDatabase>().Rebuilder);

    private sealed class Preparation(RegistryDatabase registry) : IHostedLifecycleService
    {
        public Task StartingAsync(CancellationToken cancellationToken) => registry.PrepareAsync(cancellationToken);
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
