using System.Text.RegularExpressions;

namespace Pipeline.Architecture.Tests;

/// <summary>A replay rebuilds state and the zone. It has no access to a publisher, and none to anything that stops a container.</summary>
public sealed partial class What_a_replay_cannot_do
{
    private static readonly string[] Folders = ["src/History/"];

    [Fact]
    public void It_names_no_bus_no_topic_and_nobody_who_stops() =>
        (from source in Repository.Sources
         where Folders.Any(folder => source.Key.StartsWith(folder, StringComparison.Ordinal))
         from line in source.Value
         let code = line.Split("//")[0]
         where Hands().IsMatch(code)
         select $"{source.Key}: {code.Trim()}").ShouldBeEmpty();

    [Fact]
    public void It_is_where_it_is_looked_for() =>
        Folders.ShouldAllBe(folder => Repository.Sources.Keys.Any(source => source.StartsWith(folder, StringComparison.Ordinal)));

    // A word in quotes is text for people.
    [GeneratedRegex(
        @"(?<!"")\b(MassTransit|IBus|IPublishEndpoint|ISendEndpoint\w*|IFactBus|ITaskStopper|IStoppingEngine|StopTask|"
        + @"AmazonECS\w*|IAmazonECS|IAmazonSimpleNotificationService|AmazonSQS\w*)\b")]
    private static partial Regex Hands();
}
