using System.Net;
using System.Text.Json.Nodes;

namespace Pipeline.Console.Tests.Api;

public sealed class When_a_program_asks_who_owns_a_name(SamplePipeline sample) : IDisposable
{
    private readonly string folder = TemporaryDirectory.Create("owners");
    private readonly ModelHost blue = new("blue", "192.0.2.1");

    private string Owners => $"{folder}/owners";

    [Fact]
    public async Task It_gets_what_the_command_prints()
    {
        await using var history = await RecordedHistory.BeginAsync(sample.Postgres);
        await File.WriteAllTextAsync(Owners, "pay* family:payments\nwiki anyone\nold nobody\n");
        await history.StateAsync(
            3,
            blue.Reported(
                SamplePipeline.Container(blue, "calc-1", "calc", 32_001),
                SamplePipeline.Container(blue, "time-1", "time", 32_002),
                SamplePipeline.Container(blue, "pay-1", "pay", 32_003)));
        await history.GiveAsync("time", "label:clocks");
        await using var console = await StartAsync(history);

        var answer = (await console.Http.AskAsync("/v1/names")).Json!["names"]!.AsArray();

        answer.Select(name => $"{name!["name"]} {name["owner"] ?? "anyone"} {name["origin"]} {name["instances"]} {name["givenTo"]}".Trim())
            .ShouldBe(
            [
                "calc image:registry.internal/calc bound 1",
                "old nobody listed 0",
                "pay* family:payments listed 1",
                "time image:registry.internal/calc bound 1 label:clocks",
                "wiki anyone listed 0",
            ]);
        var printed = JsonNode.Parse(await ShellCommand.RunAsync(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "pipeline.dll"),
                "names", "--json", "--database", history.Database, "--name-owners", Owners,
            ]))!.AsArray();
        foreach (var name in printed.Select(name => name!.AsObject()))
            foreach (var (member, _) in name.Where(member => member.Value is null).ToArray()) name.Remove(member);
        JsonNode.DeepEquals(answer, printed).ShouldBeTrue($"the command prints {printed}, and the API says {answer}");
    }

    [Fact]
    public async Task It_is_told_when_a_name_is_given_away_and_when_the_owners_file_changes()
    {
        await using var history = await RecordedHistory.BeginAsync(sample.Postgres);
        await File.WriteAllTextAsync(Owners, "pay family:payments\n");
        await history.StateAsync(1, blue.Reported(SamplePipeline.Container(blue, "calc-1", "calc", 32_001)));
        await using var console = await StartAsync(history);
        var first = await console.Http.AskAsync("/v1/names");
        (await console.Http.AskAsync("/v1/names", first.ETag)).Status.ShouldBe(HttpStatusCode.NotModified);

        var waiting = console.Http.AskAsync("/v1/names?wait=50s", first.ETag);
        await history.GiveAsync("calc", "label:numbers");
        var given = await waiting;
        given.Of("names", "name").ShouldBe(["calc", "pay"]);
        given.Json!["names"]![0]!["givenTo"]!.GetValue<string>().ShouldBe("label:numbers");

        waiting = console.Http.AskAsync("/v1/names?wait=50s", given.ETag);
        await File.WriteAllTextAsync(Owners, "pay family:payments\nwiki anyone\n");
        (await waiting).Of("names", "name").ShouldBe(["calc", "pay", "wiki"]);
    }

    [Fact]
    public async Task A_console_whose_owners_file_is_missing_runs_and_says_so_until_the_file_is_there()
    {
        await using var history = await RecordedHistory.BeginAsync(sample.Postgres);
        await history.StateAsync(1, blue.Reported(SamplePipeline.Container(blue, "calc-1", "calc", 32_001)));
        await using var console = await StartAsync(history);

        (await console.Http.AskAsync("/v1/services")).Status.ShouldBe(HttpStatusCode.OK);
        var unknown = await console.Http.AskAsync("/v1/names");
        unknown.Status.ShouldBe(HttpStatusCode.NotFound);
        unknown.Problem.ShouldStartWith("Who owns which name is not known here: the owners' file cannot be read");

        await File.WriteAllTextAsync(Owners, "pay family:payments\n");
        await Eventually.ThatAsync(
            async () => (await console.Http.AskAsync("/v1/names")).Status is HttpStatusCode.OK,
            "the names are known",
            TimeSpan.FromSeconds(60));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Task<RunningConsole> StartAsync(RecordedHistory history) => RunningConsole.StartAsync(
        history.Database, new Dictionary<string, string> { ["Pipeline__NameOwners"] = Owners });
}
