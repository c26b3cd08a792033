using System.Collections.Concurrent;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

namespace Pipeline.Producer.Outbox.Sns;

/// <summary>
/// The topic of each kind of fact. Its name is the one that MassTransit gives it on SNS, so that consumers find it:
/// <c>Pipeline_Contracts-ContainerStarted</c>, with a scope <c>SCOPE_Pipeline_Contracts-ContainerStarted</c>.
/// </summary>
/// <param name="sns">Asked for a topic once, unless the place is known.</param>
/// <param name="scope">What the names begin with; null for nothing.</param>
/// <param name="place">
/// <c>arn:aws:sns:REGION:ACCOUNT</c>, where the topics exist: then nothing but <c>sns:Publish</c> is needed. Null to have them created where
/// they are missing, which answers with their ARNs where they are not (CreateTopic in the SNS API reference).
/// </param>
internal sealed class FactTopics(IAmazonSimpleNotificationService sns, string? scope, string? place)
{
    private readonly ConcurrentDictionary<Type, string> known = new();

    /// <summary>The ARN of the topic of a kind of fact.</summary>
    public async ValueTask<string> FindAsync(Type fact, CancellationToken cancel)
    {
        if (known.TryGetValue(fact, out var arn)) return arn;
        var name = NameOf(fact, scope);
        arn = place is null ? await CreateAsync(name, cancel) : $"{place}:{name}";
        return known.GetOrAdd(fact, arn);
    }

    /// <summary>Forgets a topic that turned out to be gone.</summary>
    public void Forget(Type fact) => known.TryRemove(fact, out _);

    internal static string NameOf(Type fact, string? scope)
    {
        var name = $"{fact.Namespace!.Replace('.', '_')}-{fact.Name}";
        return scope is null ? name : $"{scope}_{name}";
    }

    private async Task<string> CreateAsync(string name, CancellationToken cancel)
    {
        try
        {
            return (await sns.CreateTopicAsync(new CreateTopicRequest { Name = name }, cancel)).TopicArn;
        }
        catch (AuthorizationErrorException refused)
        {
            throw new InvalidOperationException(
                $"may not create the topic {name}: where it exists already, set Pipeline__TopicArn to arn:aws:sns:REGION:ACCOUNT ({refused.Message})", refused);
        }
    }
}
