using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Util;

namespace Pipeline.Aws.Runtime;

/// <summary>What an endpoint is chosen by. The names are those of the official rule sets, which a global endpoint provider may read.</summary>
internal sealed class EndpointQuestion : EndpointParameters
{
    private EndpointQuestion(string? region, string? endpoint, bool fips, bool dualStack) =>
        (this[nameof(Region)], this[nameof(Endpoint)], this["UseFIPS"], this["UseDualStack"]) = (region, endpoint, fips, dualStack);

    public string? Region => (string?)this[nameof(Region)];

    /// <summary>An endpoint that was set, in place of the service's own.</summary>
    public string? Endpoint => (string?)this[nameof(Endpoint)];

    public bool Fips => (bool)this["UseFIPS"];

    public bool DualStack => (bool)this["UseDualStack"];

    public static EndpointQuestion Of(IClientConfig config, RegionEndpoint? alternative) => new(
        alternative?.SystemName ?? config.RegionEndpoint?.SystemName ?? RegionOfUrl(config),
        config.ServiceURL,
        config.UseFIPSEndpoint,
        config.UseDualstackEndpoint);

    private static string? RegionOfUrl(IClientConfig config) => config switch
    {
        { AuthenticationRegion: { Length: > 0 } region } => region,
        { ServiceURL: { Length: > 0 } url } => AWSSDKUtils.DetermineRegion(url),
        _ => null,
    };
}
