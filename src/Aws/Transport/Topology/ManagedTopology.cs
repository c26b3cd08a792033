using System.Globalization;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using Amazon.SQS;
using Amazon.SQS.Model;
using MassTransit;
using SnsTag = Amazon.SimpleNotificationService.Model.Tag;

namespace Pipeline.Aws.Transport.Topology;

/// <summary>Creates missing queues, topics and subscriptions, and does not change existing ones.</summary>
internal sealed class ManagedTopology(IAmazonSQS sqs, IAmazonSimpleNotificationService sns, BrokerDirectory directory) : ITopology
{
    private const string RawDelivery = "RawMessageDelivery";

    /// <summary>Another process may write its own policy between our read and our write, so the write is verified and repeated.</summary>
    private const int PolicyAttempts = 5;

    public bool CanCreate => true;

    public async Task<QueueHandle> EnsureEndpointAsync(EndpointTopology endpoint, CancellationToken cancel)
    {
        var attributes = endpoint.Queue.QueueAttributes;
        if (endpoint.RedriveQueue is { } redrive && !attributes.ContainsKey(QueueAttributeName.RedrivePolicy))
        {
            var target = await EnsureQueueAsync(redrive, cancel);
            attributes[QueueAttributeName.RedrivePolicy] =
                $$"""{"deadLetterTargetArn":"{{target.Arn}}","maxReceiveCount":{{endpoint.Queue.NativeDeadLettersAfter}}}""";
        }

        var queue = await EnsureQueueAsync(endpoint.Queue, cancel);
        if (endpoint.RedriveQueue is not null && queue.RedrivePolicy is null)
        {
            var policy = ToText(attributes[QueueAttributeName.RedrivePolicy]);
            await sqs.SetQueueAttributesAsync(queue.Url, new() { [QueueAttributeName.RedrivePolicy] = policy }, cancel);
        }

        var topics = await Task.WhenAll(
            endpoint.Topics.Select(async topic => (Settings: topic, Arn: await EnsureTopicAsync(topic, cancel))));
        await AllowTopicsAsync(queue, [.. topics.Select(topic => topic.Arn)], cancel);
        await Task.WhenAll(topics.Select(async topic =>
        {
            try
            {
                await SubscribeAsync(topic.Arn, topic.Settings, queue, endpoint.Queue, cancel);
            }
            catch (NotFoundException)
            {
                directory.ForgetTopic(topic.Settings.Name);
                throw;
            }
        }));
        return queue;
    }

    public Task<IReadOnlyList<string>> FindMissingAsync(EndpointTopology endpoint, CancellationToken cancel) =>
        endpoint.Queue.AutoDelete
            ? Task.FromResult<IReadOnlyList<string>>([])
            : directory.FindMissingAsync(endpoint, needsErrorQueue: false, cancel);

    public Task<bool> HasSubscriptionsAsync(string topicArn, CancellationToken cancel) => directory.HasSubscriptionsAsync(topicArn, cancel);

    public async Task<QueueHandle> EnsureQueueAsync(QueueSettings queue, CancellationToken cancel)
    {
        if (await directory.FindQueueAsync(queue.Name, cancel) is { } found) return found;
        await sqs.CreateQueueAsync(
            new CreateQueueRequest
            {
                QueueName = queue.Name,
                Attributes = queue.QueueAttributes.ToDictionary(attribute => attribute.Key, attribute => ToText(attribute.Value)),
                Tags = queue.QueueTags.ToDictionary(),
            }, cancel);
        return await directory.ReadQueueAsync(queue.Name, cancel)
            ?? throw new TimeoutException($"the queue {queue.Name} was created and is not visible yet");
    }

    public async Task<string> EnsureTopicAsync(TopicSettings topic, CancellationToken cancel)
    {
        if (directory.TryGetTopic(topic.Name, out var cached)) return cached;
        string arn;
        try
        {
            arn = (await sns.CreateTopicAsync(
                new CreateTopicRequest
                {
                    Name = topic.Name,
                    Attributes = topic.TopicAttributes.ToDictionary(attribute => attribute.Key, attribute => ToText(attribute.Value)),
                    Tags = [.. topic.TopicTags.Select(tag => new SnsTag { Key = tag.Key, Value = tag.Value })],
                }, cancel)).TopicArn;
        }
        catch (InvalidParameterException)
        {
            // The topic exists with other attributes or tags.
            if (await directory.FindTopicAsync(topic.Name, cancel) is not { } found) throw;
            arn = found;
        }

        directory.AddTopic(topic.Name, arn);
        return arn;
    }

    public void ForgetQueue(string name) => directory.ForgetQueue(name);

    public void ForgetTopic(string name) => directory.ForgetTopic(name);

    public async Task RemoveAsync(EndpointTopology endpoint, CancellationToken cancel)
    {
        if (!endpoint.Queue.AutoDelete || await directory.FindQueueAsync(endpoint.Queue.Name, cancel) is not { } queue) return;
        foreach (var topic in endpoint.Topics)
            if (directory.TryGetTopic(topic.Name, out var arn)
                && await directory.FindSubscriptionAsync(arn, queue.Arn, cancel) is { } subscription)
                await sns.UnsubscribeAsync(new UnsubscribeRequest(subscription), cancel);
        await sqs.DeleteQueueAsync(queue.Url, cancel);
        directory.ForgetQueue(endpoint.Queue.Name);
    }

    private async Task AllowTopicsAsync(QueueHandle queue, IReadOnlyList<string> topics, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < PolicyAttempts; attempt++)
        {
            // Not from the cache: another process may have changed the policy.
            if (await directory.ReadQueueAsync(queue.Name, cancel) is not { } current) return;
            if (QueuePolicy.AllowTopics(current.Policy, current.Arn, topics) is not { } policy) return;
            await sqs.SetQueueAttributesAsync(current.Url, new() { [QueueAttributeName.Policy] = policy }, cancel);
        }
    }

    private async Task SubscribeAsync(
        string topicArn, TopicSettings topic, QueueHandle queue, QueueSettings settings, CancellationToken cancel)
    {
        var attributes = new Dictionary<string, string> { [RawDelivery] = "true" };
        foreach (var (name, value) in topic.TopicSubscriptionAttributes.Concat(settings.QueueSubscriptionAttributes))
            attributes[name] = ToText(value);
        var request = new SubscribeRequest(topicArn, "sqs", queue.Arn) { Attributes = attributes, ReturnSubscriptionArn = true };
        try
        {
            await sns.SubscribeAsync(request, cancel);
        }
        catch (InvalidParameterException different)
        {
            // Subscribed with other attributes, for example without raw delivery, which the transport understands as well.
            if (await directory.FindSubscriptionAsync(topicArn, queue.Arn, cancel) is null) throw;
            LogContext.Info?.Log(
                "Subscription of {Queue} to {Topic} exists, not changed: {Reason}", queue.Name, topic.Name, different.Message);
        }
    }

    private static string ToText(object value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
