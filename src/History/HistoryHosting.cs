using Pipeline.Core.Dns.Planning;
using Pipeline.History.Reading;
using Pipeline.History.Sagas;

namespace Pipeline.History;

/// <summary>Registers the readers of the registry and of the sagas in a process that writes them.</summary>
public static class HistoryHosting
{
    /// <summary>Adds the reader of the registry, which requires <see cref="IRegistryDocuments"/>.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="domain">The domain of the services' names.</param>
    /// <param name="addresses">Which instances have their address at their service's name.</param>
    /// <param name="protocolNames">Whether plain names have protocol names beside them.</param>
    public static IServiceCollection AddRegistryReader(
        this IServiceCollection services,
        string domain,
        ServiceAddresses addresses = ServiceAddresses.Fixed,
        ProtocolNames protocolNames = ProtocolNames.All) =>
        services.AddSingleton<IRegistryReader>(provider =>
            new RegistryReader(provider.GetRequiredService<IRegistryDocuments>(), domain, addresses, protocolNames));

    /// <summary>Adds the reader of the sagas, which requires a store of sagas and the health saga's settings.</summary>
    public static IServiceCollection AddHealthReader(this IServiceCollection services) =>
        services.AddSingleton<IHealthReader, HealthReader>();
}
