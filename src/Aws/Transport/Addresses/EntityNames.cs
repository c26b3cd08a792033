using System.Text.RegularExpressions;

namespace Pipeline.Aws.Transport.Addresses;

/// <summary>What SQS and SNS accept as names (CreateQueue and CreateTopic in their API references).</summary>
internal static partial class EntityNames
{
    private const int LongestQueue = 80;
    private const int LongestTopic = 256;

    /// <returns>What is wrong with a queue's name, for people; null where nothing is.</returns>
    public static string? QueueFlaw(string? name) => Flaw("queue", name, LongestQueue);

    /// <returns>What is wrong with a topic's name, for people; null where nothing is.</returns>
    public static string? TopicFlaw(string? name) => Flaw("topic", name, LongestTopic);

    private static string? Flaw(string what, string? name, int longest) => name switch
    {
        null or "" => $"a {what} needs a name",
        _ when name.EndsWith(".fifo", StringComparison.OrdinalIgnoreCase) => $"the {what} '{name}' is ordered (FIFO), which this transport does not support",
        _ when name.Length > longest => $"the {what} name '{name}' is longer than {longest} characters",
        _ when !Letters().IsMatch(name) => $"the {what} name '{name}' holds more than letters, digits, hyphens and underscores",
        _ => null,
    };

    [GeneratedRegex(@"^[A-Za-z0-9_-]+\z")]
    private static partial Regex Letters();
}
