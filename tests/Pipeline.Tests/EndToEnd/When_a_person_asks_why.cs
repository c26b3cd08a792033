using System.Text.Json.Nodes;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.EndToEnd;

/// <summary>
/// The history of one container, from its start to the stop that its health led to, as the commands of a person on call tell it.
/// </summary>
public sealed class When_a_person_asks_why(HealthCheckedPipeline checkedPipeline)
{
    private static readonly string[] Way = ["hint", "fact", "event", "event", "plan", "change", "insync"];

    [Fact]
    public async Task The_chain_is_told_from_hint_to_sync_under_one_trace_and_another_policy_can_be_tried()
    {
        var names = (await checkedPipeline.PipelineAsync()).Names;
        var id = await checkedPipeline.AdmitAsync("asked");
        await names.LeadToAsync("asked", await (await checkedPipeline.EngineAsync()).PortAsync(id, "8081/tcp"));

        var came = (await WhyAsync(id))["chains"]![0]!;
        Stages(came).ShouldBe(Way);
        came["trace"]!.GetValue<string>().Length.ShouldBe(32);
        came["steps"]!.AsArray().Select(step => step!["trace"]).ShouldAllBe(other => other == null, "one trace runs through all of it");
        came["steps"]![5]!["changeId"]!.GetValue<string>().ShouldStartWith("local-");

        await checkedPipeline.BehavesAsync(id, "fails");
        await names.AreGoneAsync("asked");
        await checkedPipeline.IsAsync(id, "Stopped");

        var story = await WhyAsync(id);
        story["now"]!.GetValue<string>().ShouldContain("ejected: its check fails");
        var left = story["chains"]!.AsArray().Single(chain => chain!["title"]!.GetValue<string>().Contains("not in DNS"))!;
        Stages(left).ShouldBe(["fact", "event", "event", "plan", "change", "insync"]);
        var health = story["chains"]!.AsArray().Single(chain => chain!["title"]!.GetValue<string>() == "health")!;
        health["steps"]!.AsArray()
            .ShouldContain(step => step!["trace"] != null || health["trace"] != null, "the saga's steps have traces, too");

        (await RunAsync("why", "asked")).ShouldContain("ejected: its check fails");
        (await RunAsync("events", "--container", id[..12])).ShouldContain("failing → ejecting");
        (await RunAsync("events", "--service", "asked")).ShouldContain("zone");

        var policy = Path.Combine(checkedPipeline.Data, "patient.json");
        await File.WriteAllTextAsync(policy, """{ "failures": 100 }""");
        var tried = JsonNode.Parse(await RunAsync(
            "backtest", "--policy", policy, "--json", "--health-floor", "0", "--health-stops-per-minute", "0", "--ttl", "1"))!;
        var patient = tried["containers"]!.AsArray().Single(one => one!["containerId"]!.GetValue<string>() == id)!;
        patient["happened"]!["stoppedAt"].ShouldNotBeNull();
        patient["would"]!["condemnedAt"].ShouldBeNull();
        patient["lostToView"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_recorded_is_followed_as_it_happens()
    {
        await checkedPipeline.PipelineAsync();
        using var following = PipelineCommand.Start(
            new Dictionary<string, string>(), "events", "--follow", "--json", "--service", "followed", "--data", checkedPipeline.Data);
        var line = following.StandardOutput.ReadLineAsync();
        await (await checkedPipeline.EngineAsync())
            .RunAsync("-e", "SERVICE_8081_NAME=followed", "-e", "SERVICE_8081_CHECK=none", "-p", "127.0.0.1::8081");

        var told = JsonNode.Parse((await line.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System))!)!;
        told["kind"]!.GetValue<string>().ShouldBe("InstanceRegistered");
        await ShellCommand.RunAsync("kill", ["-INT", following.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await Eventually.ThatAsync(() => following.HasExited, "it ends when it is asked to", TimeSpan.FromSeconds(60));
        following.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task What_nobody_recorded_is_said_to_be_unknown()
    {
        await checkedPipeline.PipelineAsync();
        var end = await PipelineCommand.RunAsync("why", "nobody", "--data", checkedPipeline.Data);
        (end.ExitCode, end.Output).ShouldBe((1, ""));
        end.Errors.ShouldContain("no service, container or host has the name 'nobody'");
    }

    private async Task<JsonNode> WhyAsync(string id)
    {
        // What is in sync is noted a moment after the name answers.
        var told = await Eventually.GetAsync(
            async () => JsonNode.Parse(await RunAsync("why", id, "--json"))!,
            story => story[0]!["chains"]!.AsArray().Take(1).All(chain => Stages(chain!).Contains("insync")),
            "the story is whole",
            TimeSpan.FromSeconds(60));
        return told.AsArray().ShouldHaveSingleItem()!;
    }

    private static IEnumerable<string> Stages(JsonNode chain) =>
        chain["steps"]!.AsArray().Select(step => step!["stage"]!.GetValue<string>());

    private async Task<string> RunAsync(params string[] arguments)
    {
        var end = await PipelineCommand.RunAsync([.. arguments, "--data", checkedPipeline.Data]);
        end.ExitCode.ShouldBe(0, end.Errors);
        return end.Output;
    }
}
