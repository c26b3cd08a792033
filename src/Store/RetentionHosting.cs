using Microsoft.Extensions.Hosting;
using Pipeline.Store.Retention;
using Pipeline.Store.Sagas;

namespace Pipeline.Store;

/// <summary>Registers the retention of the history.</summary>
public static class RetentionHosting
{
    /// <summary>Sweeps registry and sagas of a database. The registry's store must also be registered.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="database">The connection string.</param>
    /// <param name="retention">How long every detail is kept.</param>
    public static IServiceCollection AddRetention(this IServiceCollection services, string database, TimeSpan retention) => services
        .AddSingleton(_ => new SweptSagas(database))
        .AddSingleton<IHostedService>(given => new RetentionLoop(
            [given.GetRequiredService<RegistryDatabase>().Sweep, given.GetRequiredService<SweptSagas>().Sagas.Sweep],
            retention,
            given.GetRequiredService<TimeProvider>(),
            given.GetRequiredService<ILogger<RetentionLoop>>()));

    /// <summary>The sagas, in a process that may run none.</summary>
    private sealed class SweptSagas(string database) : IAsyncDisposable
    {
        public PostgresSagas Sagas { get; } = new(database);

        public ValueTask DisposeAsync() => Sagas.DisposeAsync();
    }
}
