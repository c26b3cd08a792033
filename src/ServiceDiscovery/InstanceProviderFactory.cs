using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.ServiceDiscovery;
using Pipeline.ServiceDiscovery.Naming;

namespace Pipeline.ServiceDiscovery;

/// <summary>Provides the endpoints of services; other names are left to others.</summary>
internal sealed class InstanceProviderFactory(InstanceSources sources, IOptions<PipelineServiceDiscoveryOptions> options) :
    IServiceEndpointProviderFactory
{
    public bool TryCreateProvider(ServiceEndpointQuery query, [NotNullWhen(true)] out IServiceEndpointProvider? provider)
    {
        provider = ServiceHost.FindService(query.ServiceName, options.Value.Domain) is { } service
            ? new InstanceProvider(sources.Watch(service))
            : null;
        return provider is not null;
    }
}
