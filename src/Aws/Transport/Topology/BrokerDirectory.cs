using System.Collections.Concurrent;
using System.Globalization;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Pipeline.Aws.Transport.Topology;

/// <summary>Looks up what exists, and remembers what it found.</summary>
internal sealed class BrokerDirectory(IAmazonSQS sqs, IAmazonSimpleNotificationService sns, TimeProvider time)
{
    /// <summary>For how long a topic that is not there is not looked for again: a list of topics is 30 requests a second at most.</summary>
    private static readonly TimeSpan AbsenceHolds = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan DefaultVisibility = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, QueueHandle> queues = new();
    private readonly ConcurrentDictionary<string, string> topics = new();
    private readonly ConcurrentDictionary<string, long> absentTopics = new();

    /// <returns>Null where there is no such queue.</returns>
    public async Task<QueueHandle?> FindQueueAsync(string name, CancellationToken cancel) =>
        queues.TryGetValue(name, out var known) ? known : await ReadQueueAsync(name, cancel);

    /// <summary>The same as it is now, remembered or not.</summary>
    public async Task<QueueHandle?> ReadQueueAsync(string name, CancellationToken cancel)
    {
        try
        {
            var url = (await sqs.GetQueueUrlAsync(new GetQueueUrlRequest { QueueName = name }, cancel)).QueueUrl;
            string[] asked = [QueueAttributeName.QueueArn, QueueAttributeName.VisibilityTimeout, QueueAttributeName.Policy, QueueAttributeName.RedrivePolicy];
            var attributes = (await sqs.GetQueueAttributesAsync(new GetQueueAttributesRequest { QueueUrl = url, AttributeNames = [.. asked] }, cancel)).Attributes ?? [];
            return queues[name] = new QueueHandle(name, url, attributes[QueueAttributeName.QueueArn])
            {
                Visibility = attributes.TryGetValue(QueueAttributeName.VisibilityTimeout, out var seconds)
                    ? TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture))
                    : DefaultVisibility,
                Policy = attributes.GetValueOrDefault(QueueAttributeName.Policy) is { Length: > 0 } policy ? policy : null,
                Redrive = attributes.GetValueOrDefault(QueueAttributeName.RedrivePolicy) is { Length: > 0 } redrive ? redrive : null,
            };
        }
        catch (QueueDoesNotExistException)
        {
            queues.TryRemove(name, out _);
            return null;
        }
    }

    /// <returns>The topic's ARN; null where there is no such topic.</returns>
    public async Task<string?> FindTopicAsync(string name, CancellationToken cancel)
    {
        if (topics.TryGetValue(name, out var known)) return known;
        if (absentTopics.TryGetValue(name, out var asked) && time.GetElapsedTime(asked) < AbsenceHolds) return null;
        string? next = null;
        do
        {
            var page = await sns.ListTopicsAsync(new ListTopicsRequest { NextToken = next }, cancel);
            foreach (var topic in page.Topics ?? []) topics[topic.TopicArn.Split(':')[^1]] = topic.TopicArn;
            next = page.NextToken;
        }
        while (!string.IsNullOrEmpty(next) && !topics.ContainsKey(name));

        if (topics.TryGetValue(name, out var found)) return found;
        absentTopics[name] = time.GetTimestamp();
        return null;
    }

    public bool Knows(string topic, out string arn) => topics.TryGetValue(topic, out arn!);

    public void Remember(string topic, string arn) => topics[topic] = arn;

    /// <summary>The subscription of a queue to a topic.</summary>
    /// <returns>Its ARN; null where there is none.</returns>
    public async Task<string?> FindSubscriptionAsync(string topicArn, string queueArn, CancellationToken cancel)
    {
        string? next = null;
        do
        {
            var page = await sns.ListSubscriptionsByTopicAsync(new ListSubscriptionsByTopicRequest { TopicArn = topicArn, NextToken = next }, cancel);
            if ((page.Subscriptions ?? []).Find(subscription => subscription.Endpoint == queueArn) is { } found) return found.SubscriptionArn;
            next = page.NextToken;
        }
        while (!string.IsNullOrEmpty(next));

        return null;
    }

    public void ForgetQueue(string name) => queues.TryRemove(name, out _);

    public void ForgetTopic(string name) => topics.TryRemove(name, out _);
}
