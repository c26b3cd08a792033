using Amazon.Route53.Model;
using Amazon.Route53.Wire;

namespace Amazon.Route53;

/// <summary>A client of Amazon Route 53. Thread-safe; use one per process.</summary>
public class AmazonRoute53Client(AWSCredentials credentials, AmazonRoute53Config clientConfig)
    : ServiceClient(Route53Protocol.Identity, credentials, clientConfig), IAmazonRoute53
{
    /// <summary>Region, endpoint and credentials come from the AWS SDK's default chains.</summary>
    public AmazonRoute53Client()
        : this(new AmazonRoute53Config())
    {
    }

    public AmazonRoute53Client(RegionEndpoint region)
        : this(new AmazonRoute53Config { RegionEndpoint = region })
    {
    }

    public AmazonRoute53Client(AmazonRoute53Config config)
        : this(null, config)
    {
    }

    public AmazonRoute53Client(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, new AmazonRoute53Config { RegionEndpoint = region })
    {
    }

    public virtual Task<ChangeResourceRecordSetsResponse> ChangeResourceRecordSetsAsync(
        ChangeResourceRecordSetsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, RecordSets.Change, cancellationToken);

    public virtual Task<ListResourceRecordSetsResponse> ListResourceRecordSetsAsync(
        ListResourceRecordSetsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, RecordSets.List, cancellationToken);

    public virtual Task<GetChangeResponse> GetChangeAsync(GetChangeRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, RecordSets.GetChange, cancellationToken);

    public virtual Task<GetHostedZoneResponse> GetHostedZoneAsync(
        GetHostedZoneRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, HostedZones.Get, cancellationToken);

    public virtual Task<ListHostedZonesByNameResponse> ListHostedZonesByNameAsync(
        ListHostedZonesByNameRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, HostedZones.ListByName, cancellationToken);

    public virtual Task<CreateHostedZoneResponse> CreateHostedZoneAsync(
        CreateHostedZoneRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, HostedZones.Create, cancellationToken);

    public virtual Task<DeleteHostedZoneResponse> DeleteHostedZoneAsync(
        DeleteHostedZoneRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, HostedZones.Delete, cancellationToken);
}
