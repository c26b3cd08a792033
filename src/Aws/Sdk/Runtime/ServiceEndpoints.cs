using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace Pipeline.Aws.Runtime;

/// <summary>
/// Where a service answers: <c>PREFIX.REGION.SUFFIX</c> with the suffix of the region's partition, or the endpoint that was set.
/// A global service has one name a partition and is signed for the region that stands for it
/// (<see href="https://docs.aws.amazon.com/general/latest/gr/r53.html"/>).
/// </summary>
internal sealed class ServiceEndpoints(ServiceIdentity service) : IEndpointProvider
{
    /// <exception cref="AmazonClientException">No region is known, or the settings contradict each other.</exception>
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        var asked = (EndpointQuestion)parameters;
        if (asked is { Endpoint: not null, Fips: true } or { Endpoint: not null, DualStack: true })
            throw new AmazonClientException("A custom endpoint excludes FIPS and dual-stack endpoints.");
        if (asked.Region is not { Length: > 0 } region)
            throw new AmazonClientException("No region is set: set AWS_REGION.");

        var partition = Fn.Partition(region);
        var url = asked.Endpoint ?? (service.IsGlobal && !asked.DualStack ? GlobalUrl(partition, asked.Fips) : RegionalUrl(partition, region, asked));
        return new Endpoint(url, service.IsGlobal ? SignedFor(partition.implicitGlobalRegion) : null, null);
    }

    private string RegionalUrl(Partition partition, string region, EndpointQuestion asked) =>
        $"https://{service.EndpointPrefix}{(asked.Fips ? "-fips" : "")}.{region}.{(asked.DualStack ? partition.dualStackDnsSuffix : partition.dnsSuffix)}";

    private string GlobalUrl(Partition partition, bool fips) => partition.name switch
    {
        // GovCloud has one endpoint, which is a FIPS one.
        "aws-us-gov" => $"https://{service.EndpointPrefix}.us-gov.{partition.dnsSuffix}",
        _ => $"https://{service.EndpointPrefix}{(fips ? "-fips" : "")}.{partition.dnsSuffix}",
    };

    private string SignedFor(string region) =>
        $$"""{"authSchemes":[{"name":"sigv4","signingName":"{{service.SigningName}}","signingRegion":"{{region}}"}]}""";
}
