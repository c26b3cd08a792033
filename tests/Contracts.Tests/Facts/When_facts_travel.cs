using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pipeline.Contracts.Tests.Facts;

/// <summary>The wire format: a change here is a change that every host and every registry out there must be able to take.</summary>
public sealed class When_facts_travel
{
    public static TheoryData<string> Names => [.. FactExamples.All.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Each_is_written_as_it_is_pinned(string name)
    {
        var (fact, json) = FactExamples.All[name];

        Normal(Write(fact)).ShouldBe(Normal(json));
    }

    [Theory, MemberData(nameof(Names))]
    public void Each_is_read_back_whole(string name)
    {
        var (fact, json) = FactExamples.All[name];

        var read = Read(json, fact.GetType());
        (read.Host, read.Stamp, read.At).ShouldBe((fact.Host, fact.Stamp, fact.At));
        Normal(Write(read)).ShouldBe(Normal(json));
    }

    [Theory, MemberData(nameof(Names))]
    public void Members_of_a_later_version_are_passed_over(string name)
    {
        var (fact, json) = FactExamples.All[name];

        var later = WithMembersOfALaterVersion(JsonNode.Parse(json)!).ToJsonString();

        Normal(Write(Read(later, fact.GetType()))).ShouldBe(Normal(json));
    }

    [Theory, MemberData(nameof(Names))]
    public void None_is_read_without_what_it_must_say(string name)
    {
        var (fact, json) = FactExamples.All[name];
        foreach (var member in (string[])["host", "stamp", "at"])
        {
            var incomplete = JsonNode.Parse(json)!.AsObject();
            incomplete.Remove(member);

            Should.Throw<JsonException>(() => Read(incomplete.ToJsonString(), fact.GetType())).Message.ShouldContain($"'{member}'");
        }
    }

    public static TheoryData<string> OtherNames => [.. FactExamples.Others.Keys];

    [Theory, MemberData(nameof(OtherNames))]
    public void So_is_each_verdict_and_command(string name)
    {
        var (message, json) = FactExamples.Others[name];

        Normal(JsonSerializer.Serialize(message, message.GetType(), ContractsJson.Default)).ShouldBe(Normal(json));
        var later = WithMembersOfALaterVersion(JsonNode.Parse(json)!).ToJsonString();
        JsonSerializer.Deserialize(later, message.GetType(), ContractsJson.Default).ShouldBe(message);
    }

    [Fact]
    public void Every_fact_has_an_example() =>
        typeof(IHostFact).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IHostFact)) && !type.IsInterface)
            .ShouldBe(FactExamples.All.Values.Select(example => example.Fact.GetType()).Distinct(), ignoreOrder: true);

    [Fact]
    public void A_word_that_is_none_of_ours_is_an_error()
    {
        var unknown = FactExamples.All["a container exited"].Json.Replace("Exited", "Evaporated", StringComparison.Ordinal);
        Should.Throw<JsonException>(() => Read(unknown, typeof(ContainerStopped)));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(1_000)]
    public void A_report_of_a_full_host_fits_into_a_message_and_is_read_back_whole(int containers)
    {
        var report = FactExamples.ReportOf(containers);

        var json = Write(report);
        json.Length.ShouldBeLessThan(200 * 1024);
        ((HostReported)Read(json, typeof(HostReported))).Containers.Select(Words).ShouldBe(report.Containers.Select(Words));

        static string Words(ContainerSnapshot container) => JsonSerializer.Serialize(container, ContractsJson.Default.ContainerSnapshot);
    }

    [Theory]
    [InlineData("no list")]
    [InlineData("bm8gZ3ppcA==")]
    public void A_packed_list_that_is_damaged_is_an_error(string damaged)
    {
        var report = JsonNode.Parse(FactExamples.All["a host reported"].Json)!.AsObject();
        report["containers"] = damaged;

        Should.Throw<JsonException>(() => Read(report.ToJsonString(), typeof(HostReported)));
    }

    private static string Write(IHostFact fact) => JsonSerializer.Serialize(fact, fact.GetType(), ContractsJson.Default);

    private static IHostFact Read(string json, Type type) => (IHostFact)JsonSerializer.Deserialize(json, type, ContractsJson.Default)!;

    private static string Normal(string json) => JsonNode.Parse(json)!.ToJsonString(new JsonSerializerOptions { WriteIndented = true });

    private static JsonNode WithMembersOfALaterVersion(JsonNode node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (_, value) in members.ToList())
                    if (value is not null) WithMembersOfALaterVersion(value);
                members.Add("later", new JsonObject { ["still"] = new JsonArray("more", 1, null) });
                break;
            case JsonArray items:
                foreach (var item in items)
                    if (item is not null) WithMembersOfALaterVersion(item);
                break;
        }

        return node;
    }
}
