using System.Text.Json.Nodes;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.EndToEnd;

/// <summary>One container's nonsense is refused by itself, and listed; its host and the containers beside it are not affected.</summary>
public sealed class When_a_container_claims_nonsense(TwoEnginePipeline engines, HealthCheckedPipeline often)
{
    /// <summary>A silent host is suspected after three; by default it takes two minutes to send as many.</summary>
    private const int Reports = 4;

    public static TheoryData<string, string[]> Nonsense => new()
    {
        { "a name of 1,025 letters", ["-e", $"SERVICE_9000_NAME={new string('n', 1_025)}"] },
        { "a name of 100,000 letters", ["-e", $"SERVICE_9000_NAME={new string('n', 100_000)}"] },
        { "a name that is no text", ["-e", "SERVICE_9000_NAME=\u0001\u001b[31m😀"] },
        { "an empty name", ["-e", "SERVICE_9000_NAME="] },
        { "a port that is none", ["-e", "SERVICE_99999999999_NAME=far"] },
        { "too many names", [.. Enumerable.Range(10_000, 300).SelectMany(port => (string[])["-e", $"SERVICE_{port}_NAME=n{port}"])] },
        { "a task of 100,000 letters", ["-e", "SERVICE_9000_NAME=", "--label", $"com.amazonaws.ecs.task-arn={new string('t', 100_000)}"] },
    };

    [Theory, MemberData(nameof(Nonsense))]
    public async Task It_is_refused_and_listed_and_its_neighbours_answer(string nonsense, string[] arguments)
    {
        var (engine, names) = (await engines.FirstAsync(), (await engines.PipelineAsync()).Names);
        var bad = await engine.RunAsync([.. arguments, "-e", "SERVICE_8081_NAME=sound", "-p", "127.0.0.1::8081"]);
        var good = await engine.RunAsync("-e", "SERVICE_8081_NAME=neighbour", "-p", "127.0.0.1::8081");

        try
        {
            await names.LeadToAsync("sound", await engine.PortAsync(bad, "8081/tcp"));
            await names.LeadToAsync("neighbour", await engine.PortAsync(good, "8081/tcp"));
            await Eventually.ThatAsync(
                async () => (await ListAsync(engines.Data, "instances", "--refused")).Any(one => IsOf(one, bad)),
                $"{nonsense} is listed as refused");
            (await ListAsync(engines.Data, "hosts")).Select(host => (string?)host!["status"]).ShouldAllBe(status => status == "live");
        }
        finally
        {
            await engine.DockerAsync("rm", "-f", bad, good);
            await names.AreGoneAsync("sound");
            await names.AreGoneAsync("neighbour");
        }
    }

    [Fact]
    public async Task A_name_of_1025_letters_silences_nobody_however_many_reports_list_it()
    {
        var (engine, names) = (await often.EngineAsync(), (await often.PipelineAsync()).Names);
        var good = await often.AdmitAsync("beside-nonsense");
        var bad = await engine.RunAsync("-e", $"SERVICE_9000_NAME={new string('n', 1_025)}");
        await Eventually.ThatAsync(
            async () => (await ListAsync(often.Data, "instances", "--refused")).Any(one => IsOf(one, bad)),
            "the name is listed as refused");

        var reported = new HashSet<string>();
        var host = await Eventually.GetAsync(
            async () => (await ListAsync(often.Data, "hosts")).Single()!,
            host => reported.Add((string)host["lastHeard"]!) && reported.Count > Reports,
            $"{Reports} more reports");

        ((string?)host["status"], (string?)host["doubt"]).ShouldBe(("live", null));
        foreach (var never in new[] { "host_suspected", "host_doubted" })
            (await DatabaseCounts.CountAsync(DatabaseCounts.Below(often.Data), $"host/{host["name"]}", never)).ShouldBe(0, never);
        await names.LeadToAsync("beside-nonsense", await engine.PortAsync(good, "8081/tcp"));
        await often.IsAsync(good, "Healthy");
        await engine.DockerAsync("rm", "-f", bad, good);
    }

    private static bool IsOf(JsonNode? refusal, string container) => refusal!.ToJsonString().Contains(container, StringComparison.Ordinal);

    private static async Task<JsonArray> ListAsync(string data, params string[] command) =>
        JsonNode.Parse((await PipelineCommand.RunAsync([.. command, "--json", "--data", data])).Output)!.AsArray();
}
