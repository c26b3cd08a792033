using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Util;

namespace Pipeline.Aws.Runtime.Clients;

/// <summary>
/// The parameters of endpoint resolution. Their names are those of the official rule sets, for custom endpoint providers.
/// </summary>
internal sealed class EndpointRequest : EndpointParameters
{
    private EndpointRequest(string? region, string? endpoint, bool fips, bool dualStack) =>
        (this[nameof(Region)], this[nameof(Endpoint)], this["UseFIPS"], this["UseDualStack"]) = (region, endpoint, fips, dualStack);

    public string? Region => (string?)this[nameof(Region)];

    /// <summary>A configured endpoint instead of the service's own.</summary>
    public string? Endpoint => (string?)this[nameof(Endpoint)];

    public bool Fips => (bool)this["UseFIPS"];

    public bool DualStack => (bool)this["UseDualStack"];

    public static EndpointRequest Create(IClientConfig config, RegionEndpoint? alternative) => new(
        alternative?.SystemName ?? config.RegionEndpoint?.SystemName ?? RegionFromUrl(config),
        config.ServiceURL,
        config.UseFIPSEndpoint,
        config.UseDualstackEndpoint);

    private static string? RegionFromUrl(IClientConfig config) => config switch
    {
        { AuthenticationRegion: { Length: > 0 } region } => region,
        { ServiceURL: { Length: > 0 } url } => AWSSDKUtils.DetermineRegion(url),
        _ => null,
    };
}
