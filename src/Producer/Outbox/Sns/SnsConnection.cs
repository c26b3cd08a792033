using Amazon.Runtime;
using Amazon.SimpleNotificationService;
using Microsoft.Extensions.Logging;

namespace Pipeline.Producer.Outbox.Sns;

/// <summary>The way to SNS, with region, credentials and endpoint found as every AWS SDK finds them.</summary>
public sealed class SnsConnection : IDisposable
{
    private readonly AmazonSimpleNotificationServiceClient client;

    /// <exception cref="UnsetException">It is not set where SNS is.</exception>
    public SnsConnection()
    {
        try
        {
            client = new AmazonSimpleNotificationServiceClient();
        }
        catch (AmazonClientException unset)
        {
            throw new UnsetException($"SNS cannot be reached as it is set: {unset.Message}", unset);
        }
    }

    /// <param name="scope">What the names of the topics begin with; null for nothing.</param>
    /// <param name="topicArn"><c>arn:aws:sns:REGION:ACCOUNT</c>, where the topics exist; null to have them created where they are missing.</param>
    /// <param name="time">The clock of the time of sending.</param>
    /// <param name="logs">Where refusals are told.</param>
    public IFactBus Bus(string? scope, string? topicArn, TimeProvider time, ILoggerFactory logs) =>
        new SnsFactBus(client, new FactTopics(client, scope, topicArn), time, logs.CreateLogger<SnsFactBus>());

    public void Dispose() => client.Dispose();
}
