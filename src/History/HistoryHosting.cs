using Marten;
using Pipeline.History.Reading;
using Pipeline.History.Sagas;
using Pipeline.Projector;

namespace Pipeline.History;

/// <summary>Readers of what is registered and how healthy it is, in a process that writes it.</summary>
public static class HistoryHosting
{
    /// <summary>Reads the registry that this process opens anyway.</summary>
    public static IServiceCollection AddRegistryReader(this IServiceCollection services) => services.AddSingleton<IRegistryReader>(given =>
        new RegistryReader(given.GetRequiredService<IDocumentStore>(), given.GetRequiredService<ProjectorSettings>().Domain));

    /// <summary>Reads the sagas that this process runs.</summary>
    public static IServiceCollection AddHealthReader(this IServiceCollection services) => services.AddSingleton<IHealthReader, HealthReader>();
}
