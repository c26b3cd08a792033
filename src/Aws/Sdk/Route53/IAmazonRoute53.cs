using Amazon.Route53.Model;

namespace Amazon.Route53;

/// <summary>Amazon Route 53, as far as it is used here (<see href="https://docs.aws.amazon.com/Route53/latest/APIReference/"/>).</summary>
public interface IAmazonRoute53 : IAmazonService, IDisposable
{
    /// <summary>Changes up to 1,000 record sets, all or none (<see href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html"/>).</summary>
    /// <exception cref="InvalidChangeBatchException">A change contradicts what is there.</exception>
    /// <exception cref="NoSuchHostedZoneException">There is no such zone.</exception>
    /// <exception cref="PriorRequestNotCompleteException">The zone was busy for as many tries as the retry mode allows.</exception>
    Task<ChangeResourceRecordSetsResponse> ChangeResourceRecordSetsAsync(ChangeResourceRecordSetsRequest request, CancellationToken cancellationToken = default);

    /// <summary>A zone's record sets, 300 a page. The next page begins at all three of name, type and identifier.</summary>
    /// <exception cref="NoSuchHostedZoneException">There is no such zone.</exception>
    Task<ListResourceRecordSetsResponse> ListResourceRecordSetsAsync(ListResourceRecordSetsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Whether every name server has a change.</summary>
    /// <exception cref="NoSuchChangeException">There is no such change.</exception>
    Task<GetChangeResponse> GetChangeAsync(GetChangeRequest request, CancellationToken cancellationToken = default);

    /// <exception cref="NoSuchHostedZoneException">There is no such zone.</exception>
    Task<GetHostedZoneResponse> GetHostedZoneAsync(GetHostedZoneRequest request, CancellationToken cancellationToken = default);

    /// <summary>The account's zones from a name on, ordered by their reversed labels. Several may have one name.</summary>
    Task<ListHostedZonesByNameResponse> ListHostedZonesByNameAsync(ListHostedZonesByNameRequest request, CancellationToken cancellationToken = default);

    /// <summary>Makes a zone; private, where a VPC is given.</summary>
    /// <exception cref="HostedZoneAlreadyExistsException">The caller reference was used for another zone.</exception>
    Task<CreateHostedZoneResponse> CreateHostedZoneAsync(CreateHostedZoneRequest request, CancellationToken cancellationToken = default);

    /// <summary>Deletes a zone that holds only its SOA and NS.</summary>
    /// <exception cref="HostedZoneNotEmptyException">It holds more.</exception>
    /// <exception cref="NoSuchHostedZoneException">There is no such zone.</exception>
    Task<DeleteHostedZoneResponse> DeleteHostedZoneAsync(DeleteHostedZoneRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonRoute53Config();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonRoute53Client(awsCredentials, (AmazonRoute53Config)clientConfig);
}
