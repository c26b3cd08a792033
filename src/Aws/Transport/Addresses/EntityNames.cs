using System.Text.RegularExpressions;

namespace Pipeline.Aws.Transport.Addresses;

/// <summary>The names that SQS and SNS accept (CreateQueue and CreateTopic in their API references).</summary>
internal static partial class EntityNames
{
    private const int MaxQueueLength = 80;
    private const int MaxTopicLength = 256;

    /// <returns>What is wrong with a queue name; null for a valid one.</returns>
    public static string? QueueNameProblem(string? name) => NameProblem("queue", name, MaxQueueLength);

    /// <returns>What is wrong with a topic name; null for a valid one.</returns>
    public static string? TopicNameProblem(string? name) => NameProblem("topic", name, MaxTopicLength);

    private static string? NameProblem(string kind, string? name, int maxLength) => name switch
    {
        null or "" => $"a {kind} needs a name",
        _ when name.EndsWith(".fifo", StringComparison.OrdinalIgnoreCase) =>
            $"the {kind} '{name}' is FIFO, which this transport does not support",
        _ when name.Length > maxLength => $"the {kind} name '{name}' is longer than {maxLength} characters",
        _ when !ValidName().IsMatch(name) =>
            $"the {kind} name '{name}' contains characters other than letters, digits, hyphens and underscores",
        _ => null,
    };

    [GeneratedRegex(@"^[A-Za-z0-9_-]+\z")]
    private static partial Regex ValidName();
}
