using DnsClient;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.ServiceDiscovery;
using Pipeline.ServiceDiscovery.Api;
using Pipeline.ServiceDiscovery.Dns;

namespace Pipeline.ServiceDiscovery;

/// <summary>Adds the names of services to .NET's service discovery.</summary>
public static class PipelineServiceDiscovery
{
    /// <summary>
    /// Adds service discovery, with the names of services that Pipeline registered: <c>http://calc</c> then leads to an instance of
    /// <c>calc</c> with its port, for each <see cref="HttpClient"/> (and gRPC client) whose builder has <c>AddServiceDiscovery()</c>, and
    /// for YARP with <c>AddServiceDiscoveryDestinationResolver()</c>. Configured endpoints (section <c>Services</c>) come first; all other
    /// names are resolved as without it.
    /// </summary>
    /// <param name="services">The program's services.</param>
    /// <param name="configure">Sets where names are found; null for the defaults.</param>
    public static IServiceCollection AddPipelineServiceDiscovery(
        this IServiceCollection services, Action<PipelineServiceDiscoveryOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddServiceDiscovery();
        services.AddHttpClient(ApiSource.ClientName).ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan);
        services.AddOptions<PipelineServiceDiscoveryOptions>().Configure(configure ?? (_ => { }));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(given =>
            CreateQuestion(given.GetRequiredService<IOptions<PipelineServiceDiscoveryOptions>>().Value));
        services.TryAddSingleton<InstanceSources>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IServiceEndpointProviderFactory, InstanceProviderFactory>());
        return services;
    }

    private static SrvQuestion CreateQuestion(PipelineServiceDiscoveryOptions options)
    {
        var lookup = options.DnsServer is { } server ? new LookupClientOptions(new NameServer(server)) : new LookupClientOptions();
        lookup.UseCache = false; // an answer is kept for its TTL by whoever watches the name
        lookup.Timeout = options.DnsTimeout;
        lookup.Retries = 1;
        return new SrvQuestion(new LookupClient(lookup));
    }
}
