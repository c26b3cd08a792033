using System.Collections.Concurrent;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

namespace Pipeline.Producer.Outbox.Sns;

/// <summary>
/// Finds the topic of each kind of fact. A topic has the name that MassTransit gives it on SNS, so that its consumers find it:
/// <c>Pipeline_Contracts-ContainerStarted</c>, and with a scope <c>SCOPE_Pipeline_Contracts-ContainerStarted</c>.
/// </summary>
/// <param name="sns">Creates topics, once for each kind, unless their ARN is known.</param>
/// <param name="scope">The prefix of the topics' names; null for none.</param>
/// <param name="arnPrefix">
/// <c>arn:aws:sns:REGION:ACCOUNT</c> if the topics exist; then the agent needs no right but <c>sns:Publish</c>. Null to create them: for a
/// topic that exists, <c>CreateTopic</c> only answers with its ARN (Amazon SNS API reference).
/// </param>
internal sealed class FactTopics(IAmazonSimpleNotificationService sns, string? scope, string? arnPrefix)
{
    private readonly ConcurrentDictionary<Type, string> arns = new();
    private readonly ConcurrentDictionary<Type, bool> gone = new();

    /// <summary>The ARN of the topic of a kind of fact.</summary>
    /// <exception cref="InvalidOperationException">
    /// The topic may not be created, or it was deleted and nobody has subscribed to the new one yet. The message says what to set.
    /// </exception>
    public async ValueTask<string> FindAsync(Type fact, CancellationToken cancel)
    {
        if (arns.TryGetValue(fact, out var arn)) return arn;
        var name = FormatName(fact, scope);
        arn = arnPrefix is null ? await CreateAsync(name, cancel) : $"{arnPrefix}:{name}";
        if (arnPrefix is null && gone.ContainsKey(fact) && !await HasSubscriptionsAsync(arn, cancel))
            throw new InvalidOperationException($"the topic {name} was deleted and created again, and nobody is subscribed to it yet");
        gone.TryRemove(fact, out _);
        return arns.GetOrAdd(fact, arn);
    }

    /// <summary>
    /// Forgets the ARN of a topic that does not exist any more, so that it is created again. What is published before consumers have
    /// subscribed to the new one would reach nobody.
    /// </summary>
    public void Forget(Type fact)
    {
        arns.TryRemove(fact, out _);
        gone[fact] = true;
    }

    internal static string FormatName(Type fact, string? scope)
    {
        var name = $"{fact.Namespace!.Replace('.', '_')}-{fact.Name}";
        return scope is null ? name : $"{scope}_{name}";
    }

    /// <returns>Whether anybody is subscribed; true if this agent may not ask.</returns>
    private async Task<bool> HasSubscriptionsAsync(string arn, CancellationToken cancel)
    {
        try
        {
            var request = new ListSubscriptionsByTopicRequest { TopicArn = arn };
            return (await sns.ListSubscriptionsByTopicAsync(request, cancel)).Subscriptions is { Count: > 0 };
        }
        catch (AuthorizationErrorException)
        {
            return true;
        }
    }

    private async Task<string> CreateAsync(string name, CancellationToken cancel)
    {
        try
        {
            return (await sns.CreateTopicAsync(new CreateTopicRequest { Name = name }, cancel)).TopicArn;
        }
        catch (AuthorizationErrorException denied)
        {
            throw new InvalidOperationException(
                $"may not create the topic {name}: if it exists, set Pipeline__TopicArn to arn:aws:sns:REGION:ACCOUNT ({denied.Message})",
                denied);
        }
    }
}
