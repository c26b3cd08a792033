using Amazon;
using Amazon.Runtime;
using Amazon.SimpleNotificationService;
using Amazon.SQS;
using MassTransit;
using MassTransit.Transports;

namespace Pipeline.Aws.Transport.Connection;

/// <summary>How SQS and SNS are reached.</summary>
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

    public string AccessKey => Set.AccessKey;
    public string SecretKey => Set.SecretKey;

    public Uri HostAddress => Region is null
        ? throw new ConfigurationException("The transport has no region: cfg.Host(\"eu-west-1\", …)")
        : new AmazonSqsHostAddress(Region.SystemName, Scope);

    private ImmutableCredentials Set => Credentials?.GetCredentials() ?? throw new InvalidOperationException("No credentials were set.");

    /// <summary>The clients of the whole bus. Both are safe for concurrent use.</summary>
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
