using System.Collections.Concurrent;
using System.Globalization;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using Amazon.SQS;
using Amazon.SQS.Model;
using Pipeline.Aws.Answers;

namespace Pipeline.Aws.Transport.Topology;

/// <summary>Looks up queues, topics and subscriptions, and caches what it finds.</summary>
internal sealed class BrokerDirectory(IAmazonSQS sqs, IAmazonSimpleNotificationService sns, TimeProvider time)
{
    /// <summary>How long a missing topic is not looked up again: ListTopics is limited to 30 requests per second.</summary>
    private static readonly TimeSpan MissingTopicCacheTime = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan DefaultVisibility = TimeSpan.FromSeconds(30);

    private static readonly string[] QueueAttributes =
    [
        QueueAttributeName.QueueArn, QueueAttributeName.VisibilityTimeout, QueueAttributeName.Policy, QueueAttributeName.RedrivePolicy,
    ];

    private readonly ConcurrentDictionary<string, QueueHandle> queues = new();
    private readonly ConcurrentDictionary<string, string> topics = new();
    private readonly ConcurrentDictionary<string, long> missingTopics = new();

    /// <returns>Null if there is no such queue.</returns>
    public async Task<QueueHandle?> FindQueueAsync(string name, CancellationToken cancel) =>
        queues.TryGetValue(name, out var cached) ? cached : await ReadQueueAsync(name, cancel);

    /// <summary>The same, but not from the cache.</summary>
    public async Task<QueueHandle?> ReadQueueAsync(string name, CancellationToken cancel)
    {
        try
        {
            var url = (await sqs.GetQueueUrlAsync(new GetQueueUrlRequest { QueueName = name }, cancel)).QueueUrl
                ?? throw new NotAnAnswerException("GetQueueUrl", "it has no QueueUrl");
            var request = new GetQueueAttributesRequest { QueueUrl = url, AttributeNames = [.. QueueAttributes] };
            var attributes = (await sqs.GetQueueAttributesAsync(request, cancel)).Attributes ?? [];
            if (!attributes.TryGetValue(QueueAttributeName.QueueArn, out var arn) || string.IsNullOrEmpty(arn))
                throw new NotAnAnswerException("GetQueueAttributes", "it has no QueueArn");
            return queues[name] = new QueueHandle(name, url, arn)
            {
                Visibility = int.TryParse(
                    attributes.GetValueOrDefault(QueueAttributeName.VisibilityTimeout), CultureInfo.InvariantCulture, out var seconds)
                    ? TimeSpan.FromSeconds(seconds)
                    : DefaultVisibility,
                Policy = attributes.GetValueOrDefault(QueueAttributeName.Policy) is { Length: > 0 } policy ? policy : null,
                RedrivePolicy = attributes.GetValueOrDefault(QueueAttributeName.RedrivePolicy) is { Length: > 0 } redrive ? redrive : null,
            };
        }
        catch (QueueDoesNotExistException)
        {
            queues.TryRemove(name, out _);
            return null;
        }
    }

    /// <returns>The topic's ARN; null if there is no such topic.</returns>
    public async Task<string?> FindTopicAsync(string name, CancellationToken cancel)
    {
        if (topics.TryGetValue(name, out var cached)) return cached;
        if (missingTopics.TryGetValue(name, out var missingAt) && time.GetElapsedTime(missingAt) < MissingTopicCacheTime) return null;
        string? next = null;
        do
        {
            var page = await sns.ListTopicsAsync(new ListTopicsRequest { NextToken = next }, cancel);
            foreach (var topic in page.Topics ?? []) topics[topic.TopicArn.Split(':')[^1]] = topic.TopicArn;
            next = page.NextToken;
        }
        while (!string.IsNullOrEmpty(next) && !topics.ContainsKey(name));

        if (topics.TryGetValue(name, out var found)) return found;
        missingTopics[name] = time.GetTimestamp();
        return null;
    }

    /// <summary>Looks a topic up in the cache only.</summary>
    public bool TryGetTopic(string name, out string arn) => topics.TryGetValue(name, out arn!);

    public void AddTopic(string name, string arn) => topics[name] = arn;

    /// <summary>Finds the subscription of a queue to a topic.</summary>
    /// <returns>Its ARN; null if there is none.</returns>
    public async Task<string?> FindSubscriptionAsync(string topicArn, string queueArn, CancellationToken cancel)
    {
        string? next = null;
        do
        {
            var request = new ListSubscriptionsByTopicRequest { TopicArn = topicArn, NextToken = next };
            var page = await sns.ListSubscriptionsByTopicAsync(request, cancel);
            var found = (page.Subscriptions ?? []).Find(subscription => subscription.Endpoint == queueArn);
            if (found is not null) return found.SubscriptionArn;
            next = page.NextToken;
        }
        while (!string.IsNullOrEmpty(next));

        return null;
    }

    /// <summary>Whether anything is subscribed to a topic; true if this process may not ask.</summary>
    public async Task<bool> HasSubscriptionsAsync(string topicArn, CancellationToken cancel)
    {
        try
        {
            var request = new ListSubscriptionsByTopicRequest { TopicArn = topicArn };
            return (await sns.ListSubscriptionsByTopicAsync(request, cancel)).Subscriptions is { Count: > 0 };
        }
        catch (AuthorizationErrorException)
        {
            return true;
        }
    }

    public void ForgetQueue(string name) => queues.TryRemove(name, out _);

    public void ForgetTopic(string name) => topics.TryRemove(name, out _);
}
