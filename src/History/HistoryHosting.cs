using Pipeline.History.Reading;
using Pipeline.History.Sagas;

namespace Pipeline.History;

/// <summary>Readers of the registry and of the sagas, in a process that writes them.</summary>
public static class HistoryHosting
{
    /// <summary>Reads the registry; <see cref="IRegistryDocuments"/> must be registered beside it.</summary>
    /// <param name="services">Where it is added.</param>
    /// <param name="domain">The domain that names are shown under.</param>
    public static IServiceCollection AddRegistryReader(this IServiceCollection services, string domain) =>
        services.AddSingleton<IRegistryReader>(given => new RegistryReader(given.GetRequiredService<IRegistryDocuments>(), domain));

    /// <summary>Reads the sagas. A store and the health saga's settings must be registered beside it.</summary>
    public static IServiceCollection AddHealthReader(this IServiceCollection services) =>
        services.AddSingleton<IHealthReader, HealthReader>();
}
