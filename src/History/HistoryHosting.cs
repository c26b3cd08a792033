using Marten;
using Pipeline.History.Reading;
using Pipeline.History.Sagas;
using Pipeline.Projector;

namespace Pipeline.History;

/// <summary>Readers of the registry and of the sagas, in a process that writes them.</summary>
public static class HistoryHosting
{
    /// <summary>Reads the registry that this process opens anyway.</summary>
    public static IServiceCollection AddRegistryReader(this IServiceCollection services) => services.AddSingleton<IRegistryReader>(given =>
        new RegistryReader(given.GetRequiredService<IDocumentStore>(), given.GetRequiredService<ProjectorSettings>().Domain));

    /// <summary>Reads the sagas. A store and the health saga's settings must be registered beside it.</summary>
    public static IServiceCollection AddHealthReader(this IServiceCollection services) => services.AddSingleton<IHealthReader, HealthReader>();
}
