using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;
using Pipeline.Aws.Runtime.Operations;

namespace Pipeline.Aws.Runtime.Clients;

/// <summary>
/// The endpoint of a service: <c>PREFIX.REGION.SUFFIX</c> with the suffix of the region's partition, or the configured endpoint.
/// A global service has one endpoint per partition, and its requests are signed for the partition's global region
/// (<see href="https://docs.aws.amazon.com/general/latest/gr/r53.html"/>).
/// </summary>
internal sealed class ServiceEndpoints(ServiceIdentity service) : IEndpointProvider
{
    private const string GovCloud = "aws-us-gov";

    /// <exception cref="AmazonClientException">No region is known, or the settings contradict each other.</exception>
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        var request = (EndpointRequest)parameters;
        if (request is { Endpoint: not null, Fips: true } or { Endpoint: not null, DualStack: true })
            throw new AmazonClientException("A custom endpoint excludes FIPS and dual-stack endpoints.");
        if (request.Region is not { Length: > 0 } region)
            throw new AmazonClientException("No region is set: set AWS_REGION.");

        var partition = Fn.Partition(region);
        var url = request.Endpoint
            ?? (service.IsGlobal ? GlobalUrl(partition, request) : RegionalUrl(partition, region, request));
        return new Endpoint(url, service.IsGlobal ? SigningRegion(partition.implicitGlobalRegion) : null, null);
    }

    private string RegionalUrl(Partition partition, string region, EndpointRequest request)
    {
        // The regular endpoints of such a service are FIPS endpoints, and have no other name.
        var isPlain = service.IsFipsInGovCloud && partition.name == GovCloud && !request.DualStack;
        return $"https://{service.EndpointPrefix}{(request.Fips && !isPlain ? "-fips" : "")}.{region}.{Suffix(partition, request)}";
    }

    private string GlobalUrl(Partition partition, EndpointRequest request)
    {
        var label = partition.name switch
        {
            GovCloud => ".us-gov", // one endpoint, and it is a FIPS endpoint
            "aws" when request.DualStack => ".global",
            "aws-cn" or "aws-eusc" when request is { DualStack: true, Fips: false } => ".global",
            _ => "",
        };
        var fips = request.Fips && partition.name != GovCloud ? "-fips" : "";
        return $"https://{service.EndpointPrefix}{fips}{label}.{Suffix(partition, request)}";
    }

    private static string Suffix(Partition partition, EndpointRequest request) =>
        request.DualStack ? partition.dualStackDnsSuffix : partition.dnsSuffix;

    private string SigningRegion(string region) =>
        $$"""{"authSchemes":[{"name":"sigv4","signingName":"{{service.SigningName}}","signingRegion":"{{region}}"}]}""";
}
