using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using DnsClient;
using Microsoft.Playwright;
using Pipeline.Tests.RealParts;

namespace Pipeline.Images.Tests.Demo;

[Collection(BuiltImages.Tests)]
public sealed partial class When_the_demo_runs(BuiltImages yard, Browser browser, RealPostgres postgres)
{
    [Fact]
    public async Task A_reader_sees_instances_leave_and_the_page_answer_all_the_while()
    {
        var docker = await yard.EngineAsync();
        await using var demo = await StartAsync(docker.Endpoint);
        List<string> complaints = [];
        var page = await browser.OpenAsync(await demo.SaysAsync("portal: "), complaints);
        var portal = new PortalPage(page);

        await ShowsAsync(() => portal.CalculateAsync("2 +"), "a number or an opening parenthesis is missing at the end$");
        await ShowsAsync(() => portal.TellAsync("yyyy", "Europe/Berlin"), "^20[0-9]{2}$");
        await ShowsAsync(() => portal.CalculateAsync("(2+6)*3"), "^24$");
        await portal.LeadsAsync(2);
        await AnswersAsync(demo, 2);

        var first = (await demo.SaysAsync("  docker stop ")).Trim();
        await docker.DockerAsync("kill", first);
        await portal.LeadsAsync(1);
        await AnswersAsync(demo, 1);

        await docker.DockerAsync("start", first);
        await portal.LeadsAsync(2);
        await SickenAsync(demo);
        await portal.LeadsAsync(1);
        await Eventually.GetAsync(
            () => docker.DockerAsync("inspect", "--format", "{{.State.Status}}", first[..^1] + "2"),
            state => state == "exited",
            "the sick one is stopped",
            TimeSpan.FromSeconds(60));

        (await portal.FitsAsync(360)).ShouldBeTrue();
        (await portal.GroundAsync(ColorScheme.Dark)).ShouldNotBe(await portal.GroundAsync(ColorScheme.Light));
        complaints.ShouldBeEmpty();

        (await demo.InterruptAsync()).ShouldBe(0, demo.Said);
        (await docker.DockerAsync("ps", "--all", "--quiet", "--filter", "label=pipeline.demo")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_run_at_once_and_see_neither_each_other_nor_what_runs_beside_them()
    {
        var docker = await yard.EngineAsync();
        var beside = await docker.RunAsync("--name", "beside", "-e", "SERVICE_8081_NAME=calc", "-p", "127.0.0.1::8081");
        await using var one = await StartAsync(docker.Endpoint);
        await one.SaysAsync("portal: ");
        await using var other = await StartAsync(docker.Endpoint);
        await other.SaysAsync("portal: ");

        await AnswersAsync(one, 2);
        await AnswersAsync(other, 2);

        (await one.InterruptAsync()).ShouldBe(0, one.Said);
        await AnswersAsync(other, 2);
        (await other.InterruptAsync()).ShouldBe(0, other.Said);
        (await docker.DockerAsync("ps", "--quiet", "--no-trunc")).ShouldBe(beside);
        await docker.DockerAsync("rm", "-f", beside);
    }

    [Fact]
    public async Task Where_there_is_no_engine_processes_do_the_same()
    {
        await using var demo = await StartAsync(engine: null, "--processes");
        using var reader = new HttpClient { BaseAddress = new Uri(await demo.SaysAsync("portal: ")) };
        await SeesAsync(2);

        var kill = await demo.SaysAsync("  kill ");
        await ShellCommand.RunAsync("kill", [kill]);
        await SeesAsync(1);

        (await demo.InterruptAsync()).ShouldBe(0, demo.Said);
        ProcessesBelow.Of(Repository.File("artifacts/images")).ShouldBeEmpty();

        async Task SeesAsync(int places) => await Eventually.GetAsync(
            () => reader.GetStringAsync("/"),
            page => page.Contains("<output>24</output>") && Place().Count(page.Split("id=\"time\"")[0]) == places,
            $"24, from one of {places}",
            TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Two_run_at_once_without_an_engine_too()
    {
        await using var one = await StartAsync(engine: null, "--processes");
        await one.SaysAsync("portal: ");
        await using var other = await StartAsync(engine: null, "--processes");
        await other.SaysAsync("portal: ");

        await AnswersAsync(one, 2);
        await AnswersAsync(other, 2);

        (await one.InterruptAsync()).ShouldBe(0, one.Said);
        await AnswersAsync(other, 2);
        (await other.InterruptAsync()).ShouldBe(0, other.Said);
        ProcessesBelow.Of(Repository.File("artifacts/images")).ShouldBeEmpty();
    }

    private async Task<PipelineScript> StartAsync(Uri? engine, params string[] options) => PipelineScript.Start(
        engine,
        [
            "demo",
            "--database", await postgres.CreateDatabaseAsync(),
            .. options,
        ]);

    /// <summary>Sooner or later: the portal waits two seconds for a service, which a busy machine may exceed.</summary>
    private static Task ShowsAsync(Func<Task<string>> ask, string pattern) =>
        Eventually.GetAsync(ask, shown => Regex.IsMatch(shown, pattern), $"the page shows {pattern}", TimeSpan.FromSeconds(60));

    /// <summary>Waits until Calc's name answers with so many instances: what is healthy is in DNS a moment later.</summary>
    private static Task AnswersAsync(PipelineScript demo, int instances) =>
        Eventually.GetAsync(() => AskAsync(demo), count => count == instances, $"calc answers with {instances}");

    /// <summary>How many instances Calc's name answers with.</summary>
    private static async Task<int> AskAsync(PipelineScript demo)
    {
        var ready = (await demo.SaysAsync("ready: dns ")).Split(' ');
        var server = IPEndPoint.Parse(ready[0]);
        var resolver = new LookupClient(new LookupClientOptions(server) { UseCache = false, Timeout = TimeSpan.FromSeconds(10) });
        return (await resolver.QueryAsync($"calc.{ready[^1]}", QueryType.SRV)).Answers.SrvRecords().Count();
    }

    /// <summary>Does what the demo says makes the second Calc sick.</summary>
    private static async Task SickenAsync(PipelineScript demo)
    {
        var words = Sickening().Match(await demo.SaysAsync("  curl "));
        using var client = new HttpClient();
        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes(words.Groups["who"].Value));
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", credentials);
        (await client.PostAsync(words.Groups["url"].Value, null)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [GeneratedRegex("^-u (?<who>\\S+) -X POST (?<url>\\S+)$")]
    private static partial Regex Sickening();

    [GeneratedRegex("<li class=")]
    private static partial Regex Place();
}
