using System.Globalization;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using Amazon.SQS;
using Amazon.SQS.Model;
using MassTransit;

namespace Pipeline.Aws.Transport.Topology;

/// <summary>Creates what is missing, and leaves what is there as it is.</summary>
internal sealed class DeployedTopology(IAmazonSQS sqs, IAmazonSimpleNotificationService sns, BrokerDirectory directory) : ITopology
{
    private const string RawDelivery = "RawMessageDelivery";

    // Between reading a policy and writing it another process may write its own, which is then repaired.
    private const int PolicyTries = 5;

    public bool Creates => true;

    public async Task<QueueHandle> EndpointAsync(EndpointPlan plan, CancellationToken cancel)
    {
        if (plan.DeadQueue is { } dead && !plan.Queue.QueueAttributes.ContainsKey(QueueAttributeName.RedrivePolicy))
        {
            var target = await QueueAsync(dead, cancel);
            plan.Queue.QueueAttributes[QueueAttributeName.RedrivePolicy] =
                $$"""{"deadLetterTargetArn":"{{target.Arn}}","maxReceiveCount":{{plan.Queue.NativeDeadLettersAfter}}}""";
        }

        var queue = await QueueAsync(plan.Queue, cancel);
        if (plan.DeadQueue is not null && queue.Redrive is null)
            await sqs.SetQueueAttributesAsync(queue.Url, new() { [QueueAttributeName.RedrivePolicy] = Text(plan.Queue.QueueAttributes[QueueAttributeName.RedrivePolicy]) }, cancel);

        var topics = await Task.WhenAll(plan.Topics.Select(async topic => (Settings: topic, Arn: await TopicAsync(topic, cancel))));
        await AdmitAsync(queue, [.. topics.Select(topic => topic.Arn)], cancel);
        await Task.WhenAll(topics.Select(topic => SubscribeAsync(topic.Arn, topic.Settings, queue, plan.Queue, cancel)));
        return queue;
    }

    public async Task<QueueHandle> QueueAsync(QueueSettings queue, CancellationToken cancel)
    {
        if (await directory.FindQueueAsync(queue.Name, cancel) is { } found) return found;
        await sqs.CreateQueueAsync(
            new CreateQueueRequest
            {
                QueueName = queue.Name,
                Attributes = queue.QueueAttributes.ToDictionary(attribute => attribute.Key, attribute => Text(attribute.Value)),
                Tags = queue.QueueTags.ToDictionary(),
            }, cancel);
        return await directory.ReadQueueAsync(queue.Name, cancel)
            ?? throw new TimeoutException($"the queue {queue.Name} was created and is not there yet");
    }

    public async Task<string> TopicAsync(TopicSettings topic, CancellationToken cancel)
    {
        if (directory.Knows(topic.Name, out var known)) return known;
        string arn;
        try
        {
            arn = (await sns.CreateTopicAsync(
                new CreateTopicRequest
                {
                    Name = topic.Name,
                    Attributes = topic.TopicAttributes.ToDictionary(attribute => attribute.Key, attribute => Text(attribute.Value)),
                    Tags = [.. topic.TopicTags.Select(tag => new Amazon.SimpleNotificationService.Model.Tag { Key = tag.Key, Value = tag.Value })],
                }, cancel)).TopicArn;
        }
        catch (InvalidParameterException)
        {
            // It exists with other attributes or tags.
            if (await directory.FindTopicAsync(topic.Name, cancel) is not { } found) throw;
            arn = found;
        }

        directory.Remember(topic.Name, arn);
        return arn;
    }

    public void ForgetQueue(string name) => directory.ForgetQueue(name);

    public void ForgetTopic(string name) => directory.ForgetTopic(name);

    public async Task RemoveAsync(EndpointPlan plan, CancellationToken cancel)
    {
        if (!plan.Queue.AutoDelete || await directory.FindQueueAsync(plan.Queue.Name, cancel) is not { } queue) return;
        foreach (var topic in plan.Topics)
            if (directory.Knows(topic.Name, out var arn) && await directory.FindSubscriptionAsync(arn, queue.Arn, cancel) is { } subscription)
                await sns.UnsubscribeAsync(new UnsubscribeRequest(subscription), cancel);
        await sqs.DeleteQueueAsync(queue.Url, cancel);
        directory.ForgetQueue(plan.Queue.Name);
    }

    private async Task AdmitAsync(QueueHandle queue, IReadOnlyList<string> topics, CancellationToken cancel)
    {
        for (var tries = 0; tries < PolicyTries; tries++)
        {
            // What is remembered may be old: another process may have admitted others since.
            if (await directory.ReadQueueAsync(queue.Name, cancel) is not { } now) return;
            if (QueuePolicy.Admit(now.Policy, now.Arn, topics) is not { } policy) return;
            await sqs.SetQueueAttributesAsync(now.Url, new() { [QueueAttributeName.Policy] = policy }, cancel);
        }
    }

    private async Task SubscribeAsync(string topicArn, TopicSettings topic, QueueHandle queue, QueueSettings settings, CancellationToken cancel)
    {
        var attributes = new Dictionary<string, string> { [RawDelivery] = "true" };
        foreach (var (name, value) in topic.TopicSubscriptionAttributes.Concat(settings.QueueSubscriptionAttributes)) attributes[name] = Text(value);
        try
        {
            await sns.SubscribeAsync(new SubscribeRequest(topicArn, "sqs", queue.Arn) { Attributes = attributes, ReturnSubscriptionArn = true }, cancel);
        }
        catch (InvalidParameterException different)
        {
            // Subscribed with other attributes, such as wrapped delivery, which is understood as well.
            if (await directory.FindSubscriptionAsync(topicArn, queue.Arn, cancel) is null) throw;
            LogContext.Info?.Log("The subscription of {Queue} to {Topic} is left as it is: {Reason}", queue.Name, topic.Name, different.Message);
        }
    }

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
