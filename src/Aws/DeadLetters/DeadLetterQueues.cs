using System.Text.Json;
using Amazon.SQS;
using Amazon.SQS.Model;
using Pipeline.Aws.Answers;

namespace Pipeline.Aws.DeadLetters;

/// <summary>The URLs of a queue and of the queues with its dead letters.</summary>
internal sealed record DeadLetterQueues(string Source, IReadOnlyList<string> Targets)
{
    /// <exception cref="DeadLettersUnreachableException">There is no such queue.</exception>
    public static async Task<DeadLetterQueues> FindAsync(IAmazonSQS sqs, string queue, CancellationToken cancel)
    {
        var region = sqs.Config.RegionEndpoint?.SystemName ?? sqs.Config.AuthenticationRegion ?? "this region";
        var source = await FindUrlAsync(sqs, queue, cancel)
            ?? throw new DeadLettersUnreachableException($"there is no queue {queue} in {region}");
        var attributes = (await sqs.GetQueueAttributesAsync(source, [QueueAttributeName.RedrivePolicy], cancel)).Attributes;
        var redriveTarget = ReadRedriveTarget(attributes?.GetValueOrDefault(QueueAttributeName.RedrivePolicy));

        var targets = new List<string>();
        foreach (var name in new[] { $"{queue}_error", $"{queue}_skipped", redriveTarget }.OfType<string>().Distinct())
            if (await FindUrlAsync(sqs, name, cancel) is { } url) targets.Add(url);
        return new(source, targets);
    }

    private static string? ReadRedriveTarget(string? redrivePolicy)
    {
        if (string.IsNullOrEmpty(redrivePolicy)) return null;
        using var policy = JsonDocument.Parse(redrivePolicy);
        return policy.RootElement.TryGetProperty("deadLetterTargetArn", out var arn) ? arn.GetString()?.Split(':')[^1] : null;
    }

    private static async Task<string?> FindUrlAsync(IAmazonSQS sqs, string name, CancellationToken cancel)
    {
        try
        {
            return (await sqs.GetQueueUrlAsync(name, cancel)).QueueUrl is { Length: > 0 } url
                ? url
                : throw new NotAnAnswerException("GetQueueUrl", "it has no QueueUrl");
        }
        catch (QueueDoesNotExistException)
        {
            return null;
        }
    }
}
