using Amazon.Runtime;
using Amazon.SimpleNotificationService;
using Microsoft.Extensions.Logging;
using Pipeline.Producer.Settings;

namespace Pipeline.Producer.Outbox.Sns;

/// <summary>A client of SNS. Region, credentials and endpoint are found as every AWS SDK finds them.</summary>
public sealed class SnsConnection : IDisposable
{
    private readonly AmazonSimpleNotificationServiceClient client;

    /// <exception cref="MissingSettingException">No region or endpoint is set.</exception>
    public SnsConnection()
    {
        try
        {
            client = new AmazonSimpleNotificationServiceClient();
        }
        catch (AmazonClientException missing)
        {
            throw new MissingSettingException($"SNS cannot be reached: {missing.Message}", missing);
        }
    }

    /// <summary>Creates a bus that publishes to SNS.</summary>
    /// <param name="scope">The prefix of the topics' names; null for none.</param>
    /// <param name="topicArn"><c>arn:aws:sns:REGION:ACCOUNT</c> if the topics exist; null to create missing topics.</param>
    /// <param name="sender">The process that messages name as their sender.</param>
    /// <param name="time">The clock for the time of sending.</param>
    /// <param name="logs">Logs facts that can never be published.</param>
    public IFactBus CreateBus(string? scope, string? topicArn, SendingProcess sender, TimeProvider time, ILoggerFactory logs)
    {
        var topics = new FactTopics(client, scope, topicArn);
        return new SnsFactBus(client, topics, sender, time, logs.CreateLogger<SnsFactBus>());
    }

    public void Dispose() => client.Dispose();
}
