using Amazon.Runtime.Internal;

namespace Pipeline.Aws.Runtime;

/// <summary>What tells one AWS service from another, before any operation is called.</summary>
/// <param name="ServiceId">Its name in settings: <c>Route 53</c> makes <c>AWS_ENDPOINT_URL_ROUTE_53</c>.</param>
/// <param name="EndpointPrefix">The first label of its host names.</param>
/// <param name="SigningName">Its name in signatures (Signature Version 4).</param>
/// <param name="ApiVersion">The version of its interface.</param>
public sealed record ServiceIdentity(string ServiceId, string EndpointPrefix, string SigningName, string ApiVersion) : IServiceMetadata
{
    /// <summary>Whether it is one service a partition, without regions of its own, as Route 53 is.</summary>
    public bool IsGlobal { get; init; }

    IDictionary<string, string> IServiceMetadata.OperationNameMapping => new Dictionary<string, string>();
}
