using System.Text.Json;
using System.Text.Json.Nodes;
using MassTransit;
using MassTransit.Serialization;
using Pipeline.Contracts;
using Pipeline.Core.Instances;
using Pipeline.HealthSaga.Saga;
using Pipeline.Projector.Registry;

namespace Pipeline.Promises.Tests;

/// <summary>What travels is read and written as version 1 does, because both may run beside each other.</summary>
public sealed class Messages_on_the_wire
{
    private static readonly JsonSerializerOptions Wire =
        FactsOnTheWire.Configure(new JsonSerializerOptions(SystemTextJsonMessageSerializer.Options));

    private static readonly Type[] Types =
    [
        typeof(ContainerStarted),
        typeof(ContainerStopping),
        typeof(ContainerPaused),
        typeof(ContainerStopped),
        typeof(HostReported),
        typeof(HostLeft),
        typeof(ContainerCondemned),
        typeof(ContainerReinstated),
        typeof(VerdictCarriedOut),
        typeof(StopTask),
        typeof(ContainerStated),
        typeof(ContainerSignalled),
    ];

    public static TheoryData<string> Files() =>
        [
            .. from folder in Fixture.AllMessages
               from file in Directory.GetFiles(folder, "*.json")
               where Types.Any(type => type.Name == Path.GetFileName(file).Split('.')[0])
               select Path.GetRelativePath(Fixture.Root, file),
        ];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_message_is_read_and_written_as_it_was(string file)
    {
        var type = Types.Single(type => type.Name == Path.GetFileName(file).Split('.')[0]);
        var json = await File.ReadAllTextAsync(Path.Combine(Fixture.Root, file));
        var read = JsonSerializer.Deserialize(json, type, Wire).ShouldNotBeNull();
        var (expected, actual) = (JsonNode.Parse(json)!, JsonNode.Parse(JsonSerializer.Serialize(read, type, Wire))!);
        if (file.EndsWith(".packed.json", StringComparison.Ordinal))
        {
            ((HostReported)read).Containers.Count.ShouldBe(260);
            (expected.AsObject().Remove("containers"), actual.AsObject().Remove("containers")).ShouldBe((true, true));
        }

        JsonDifference.Between(expected, actual).ShouldBeEmpty(
            "a message changed (docs/adr/0020): keep the name on the wire with [JsonPropertyName] or a word's old spelling; "
            + "what is new must be optional, and gets a sample in a fixture of its own");
    }

    [Fact]
    public async Task Its_type_and_its_topic_are_called_as_before()
    {
        var urns = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Fixture.Messages, "urns.json")))!["messages"]!.AsObject();
        urns.Select(one => one.Key).ShouldBe(
            Types.Select(type => type.Name), ignoreOrder: true, "every message has its URN and topic in urns.json");
        var (topology, scoped) = (Topology.OfAws(), Topology.OfAws("blue"));
        foreach (var (name, expected) in urns)
        {
            var type = Types.Single(type => type.Name == name);
            MessageUrn.ForTypeString(type).ShouldBe(expected!["bus"]![0]!.GetValue<string>());
            topology(type).ShouldBe(expected["topic"]!.GetValue<string>());
            scoped(type).ShouldBe("blue_" + expected["topic"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task Every_word_that_travels_is_as_before()
    {
        var words = await Fixture.WordsAsync();
        var enums = typeof(ContainerStarted).Assembly.GetTypes()
            .Concat(typeof(Core.Health.HealthState).Assembly.GetTypes())
            .Where(type => type.IsEnum)
            .ToLookup(type => type.Name);
        foreach (var expected in words.Where(one => one.Key is not nameof(RefusalReason))) // which is stored, and does not travel
            Enum.GetNames(enums[expected.Key].ShouldHaveSingleItem($"{expected.Key} is gone")).ShouldBe(
                expected, ignoreOrder: true,
                $"the words of {expected.Key} are promised (docs/adr/0020): one that is new needs a sample in a fixture of its own, "
                + "and a meaning for versions that do not know it");
    }
}
