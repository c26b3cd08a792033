using Pipeline.History.Reading;
using Pipeline.History.Sagas;

namespace Pipeline.History;

/// <summary>Readers of what is registered and how healthy it is, in a process that writes it.</summary>
public static class HistoryHosting
{
    /// <summary>Reads the registry; <see cref="IRegistryDocuments"/> must be registered beside it.</summary>
    /// <param name="services">Where it is added.</param>
    /// <param name="domain">The domain that names are shown under.</param>
    public static IServiceCollection AddRegistryReader(this IServiceCollection services, string domain) => services.AddSingleton<IRegistryReader>(given =>
        new RegistryReader(given.GetRequiredService<IRegistryDocuments>(), domain));

    /// <summary>Reads the sagas that this process runs.</summary>
    public static IServiceCollection AddHealthReader(this IServiceCollection services) => services.AddSingleton<IHealthReader, HealthReader>();
}
