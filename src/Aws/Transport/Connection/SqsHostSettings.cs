using Amazon;
using Amazon.Runtime;
using Amazon.SimpleNotificationService;
using Amazon.SQS;
using MassTransit;
using MassTransit.Transports;

namespace Pipeline.Aws.Transport.Connection;

/// <summary>Region, credentials and client configuration for SQS and SNS.</summary>
internal sealed class SqsHostSettings : AmazonSqsHostSettings
{
    public RegionEndpoint? Region { get; init; }
    public string? Scope { get; set; }
    public bool ScopeTopics { get; set; }
    public AllowTransportHeader? AllowTransportHeader { get; set; }

    /// <summary>Null for the SDK's default chain.</summary>
    public AWSCredentials? Credentials { get; set; }

    public AmazonSQSConfig? Sqs { get; set; }
    public AmazonSimpleNotificationServiceConfig? Sns { get; set; }

    public string AccessKey => Keys.AccessKey;
    public string SecretKey => Keys.SecretKey;

    public Uri HostAddress => Region is null
        ? throw new ConfigurationException("The transport has no region: set one with cfg.Host(\"eu-west-1\", …)")
        : new AmazonSqsHostAddress(Region.SystemName, Scope);

    private ImmutableCredentials Keys => Credentials?.GetCredentials() ?? throw new InvalidOperationException("No credentials were set.");

    /// <summary>Creates the clients that the whole bus shares. Both are thread-safe.</summary>
    public (IAmazonSQS Sqs, IAmazonSimpleNotificationService Sns) CreateClients()
    {
        var sqs = Sqs ?? new AmazonSQSConfig { RegionEndpoint = Region };
        var sns = Sns ?? new AmazonSimpleNotificationServiceConfig { RegionEndpoint = Region };
        return Credentials is null
            ? (new AmazonSQSClient(sqs), new AmazonSimpleNotificationServiceClient(sns))
            : (new AmazonSQSClient(Credentials, sqs), new AmazonSimpleNotificationServiceClient(Credentials, sns));
    }

    public override string ToString() => $"SNS and SQS in {Region?.SystemName ?? "no region"}";
}
