using Amazon.Runtime.Internal;

namespace Pipeline.Aws.Runtime.Operations;

/// <summary>The names and version of an AWS service.</summary>
/// <param name="ServiceId">The name in settings: <c>Route 53</c> becomes <c>AWS_ENDPOINT_URL_ROUTE_53</c>.</param>
/// <param name="EndpointPrefix">The first label of its host names.</param>
/// <param name="SigningName">The name in signatures (Signature Version 4).</param>
/// <param name="ApiVersion">The version of its API.</param>
public sealed record ServiceIdentity(string ServiceId, string EndpointPrefix, string SigningName, string ApiVersion) : IServiceMetadata
{
    /// <summary>Whether there is one endpoint per partition instead of one per region, as for Route 53.</summary>
    public bool IsGlobal { get; init; }

    /// <summary>Whether its regular endpoints in GovCloud are FIPS endpoints.</summary>
    public bool IsFipsInGovCloud { get; init; }

    IDictionary<string, string> IServiceMetadata.OperationNameMapping => new Dictionary<string, string>();
}
