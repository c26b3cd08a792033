using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Pipeline.ServiceDiscovery.Api;
using Pipeline.ServiceDiscovery.Dns;
using Pipeline.ServiceDiscovery.Instances;
using Pipeline.ServiceDiscovery.Watching;

namespace Pipeline.ServiceDiscovery;

/// <summary>The sources that are configured.</summary>
internal sealed class InstanceSources(
    SrvQuestion dns, IHttpClientFactory clients, IOptions<PipelineServiceDiscoveryOptions> options, TimeProvider time,
    ILogger<InstanceSources> log)
{
    /// <summary>A watch of a service, which begins when it is first read.</summary>
    public ServiceWatch Watch(string service) => new(service, [.. Ask(options.Value)], time, log);

    private IEnumerable<IInstanceSource> Ask(PipelineServiceDiscoveryOptions where)
    {
        if (where.Api is { } api) yield return new ApiSource(clients, api, where.ApiToken, time);
        yield return new SrvSource(dns, where.Domain);
    }
}
