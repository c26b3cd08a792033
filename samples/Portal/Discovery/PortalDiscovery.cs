using System.Net;
using Pipeline.ServiceDiscovery;

namespace Samples.Portal.Discovery;

/// <summary>Where the portal finds services.</summary>
internal static class PortalDiscovery
{
    private const int DnsPort = 53;

    /// <summary>
    /// Settings: <c>DNS_SERVER</c>, such as <c>127.0.0.1:5300</c>, instead of the machine's resolver; <c>DOMAIN</c>, the domain of the
    /// names.
    /// </summary>
    public static IServiceCollection AddPortalDiscovery(this IServiceCollection services, IConfiguration configuration) =>
        services.AddPipelineServiceDiscovery(options =>
        {
            if (configuration["DOMAIN"] is { Length: > 0 } domain) options.Domain = domain;
            if (configuration["DNS_SERVER"] is not { Length: > 0 } server) return;
            options.DnsServer = IPEndPoint.TryParse(server, out var endpoint)
                ? new IPEndPoint(endpoint.Address, endpoint.Port is 0 ? DnsPort : endpoint.Port)
                : throw new InvalidOperationException($"DNS_SERVER '{server}' is not an address: use one such as 127.0.0.1:5300");
        });
}
