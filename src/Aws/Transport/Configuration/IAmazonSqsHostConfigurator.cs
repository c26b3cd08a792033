using Amazon.Runtime;
using Amazon.SimpleNotificationService;
using Amazon.SQS;
using MassTransit.Transports;

namespace MassTransit;

/// <summary>Configures how SQS and SNS are reached. What is not said comes from the AWS SDK's own chains.</summary>
public interface IAmazonSqsHostConfigurator
{
    /// <summary>The access key; needs <see cref="SecretKey"/> beside it.</summary>
    void AccessKey(string accessKey);

    /// <summary>The secret of the access key.</summary>
    void SecretKey(string secretKey);

    /// <summary>Credentials in place of the SDK's default chain.</summary>
    void Credentials(AWSCredentials credentials);

    /// <summary>A prefix that separates several buses in one account.</summary>
    /// <param name="scope">The prefix.</param>
    /// <param name="scopeTopics">Whether it also stands before the names of topics: <c>scope_topic</c>.</param>
    void Scope(string scope, bool scopeTopics = false);

    /// <summary>Puts the scope before the names of topics.</summary>
    void EnableScopedTopics();

    /// <summary>The SQS client's configuration.</summary>
    void Config(AmazonSQSConfig? config);

    /// <summary>The SNS client's configuration.</summary>
    void Config(AmazonSimpleNotificationServiceConfig? config);

    /// <summary>Which headers travel as message attributes, too; all by default, as far as ten attributes reach.</summary>
    void AllowTransportHeader(AllowTransportHeader? allowTransportHeader);
}
