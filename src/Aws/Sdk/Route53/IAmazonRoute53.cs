using Amazon.Route53.Model;

namespace Amazon.Route53;

/// <summary>Amazon Route 53: the operations that we use (<see href="https://docs.aws.amazon.com/Route53/latest/APIReference/"/>).</summary>
public interface IAmazonRoute53 : IAmazonService, IDisposable
{
    /// <summary>
    /// Changes up to 1,000 record sets, atomically (<see
    /// href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html"/>).
    /// </summary>
    /// <exception cref="InvalidChangeBatchException">A change conflicts with the existing records.</exception>
    /// <exception cref="NoSuchHostedZoneException">No such zone.</exception>
    /// <exception cref="PriorRequestNotCompleteException">The zone was busy during all attempts of the retry mode.</exception>
    Task<ChangeResourceRecordSetsResponse> ChangeResourceRecordSetsAsync(
        ChangeResourceRecordSetsRequest request, CancellationToken cancellationToken = default);

    /// <summary>A zone's record sets, 300 per page. The next page begins at a name, type and identifier.</summary>
    /// <exception cref="NoSuchHostedZoneException">No such zone.</exception>
    Task<ListResourceRecordSetsResponse> ListResourceRecordSetsAsync(
        ListResourceRecordSetsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Whether the change has reached every name server.</summary>
    /// <exception cref="NoSuchChangeException">No such change.</exception>
    Task<GetChangeResponse> GetChangeAsync(GetChangeRequest request, CancellationToken cancellationToken = default);

    /// <exception cref="NoSuchHostedZoneException">No such zone.</exception>
    Task<GetHostedZoneResponse> GetHostedZoneAsync(GetHostedZoneRequest request, CancellationToken cancellationToken = default);

    /// <summary>The account's zones from a name on, ordered by reversed labels. Several zones may have the same name.</summary>
    Task<ListHostedZonesByNameResponse> ListHostedZonesByNameAsync(
        ListHostedZonesByNameRequest request, CancellationToken cancellationToken = default);

    /// <summary>Creates a zone; a private one if a VPC is given.</summary>
    /// <exception cref="HostedZoneAlreadyExistsException">The caller reference was used for another zone.</exception>
    Task<CreateHostedZoneResponse> CreateHostedZoneAsync(CreateHostedZoneRequest request, CancellationToken cancellationToken = default);

    /// <summary>Deletes a zone that has only its SOA and NS records.</summary>
    /// <exception cref="HostedZoneNotEmptyException">The zone has other records.</exception>
    /// <exception cref="NoSuchHostedZoneException">No such zone.</exception>
    Task<DeleteHostedZoneResponse> DeleteHostedZoneAsync(DeleteHostedZoneRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonRoute53Config();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonRoute53Client(awsCredentials, (AmazonRoute53Config)clientConfig);
}
