using Amazon.Runtime;
using Amazon.SimpleNotificationService;
using Amazon.SQS;
using MassTransit.Transports;

namespace MassTransit;

/// <summary>Configures region, credentials and clients. Defaults come from the AWS SDK's provider chains.</summary>
public interface IAmazonSqsHostConfigurator
{
    /// <summary>The access key; requires <see cref="SecretKey"/>.</summary>
    void AccessKey(string accessKey);

    /// <summary>The secret key of the access key.</summary>
    void SecretKey(string secretKey);

    /// <summary>Credentials in place of the SDK's default chain.</summary>
    void Credentials(AWSCredentials credentials);

    /// <summary>A prefix that separates several buses in one account.</summary>
    /// <param name="scope">The prefix.</param>
    /// <param name="scopeTopics">Whether it also prefixes the names of topics: <c>scope_topic</c>.</param>
    void Scope(string scope, bool scopeTopics = false);

    /// <summary>Prefixes the names of topics with the scope.</summary>
    void EnableScopedTopics();

    /// <summary>The SQS client's configuration.</summary>
    void Config(AmazonSQSConfig? config);

    /// <summary>The SNS client's configuration.</summary>
    void Config(AmazonSimpleNotificationServiceConfig? config);

    /// <summary>Which headers are also sent as message attributes; by default all, up to the limit of ten attributes.</summary>
    void AllowTransportHeader(AllowTransportHeader? allowTransportHeader);
}
