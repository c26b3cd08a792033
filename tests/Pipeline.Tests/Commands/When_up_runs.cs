using System.Net;
using System.Text.Json;
using Npgsql;
using Pipeline.Terminal;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Commands;

/// <summary>`up` around its parts: readiness, the console, the end.</summary>
public sealed class When_up_runs : IAsyncLifetime
{
    private readonly StringWriter errors = new();
    private readonly StringWriter output = new();
    private readonly CancellationTokenSource stop = new();
    private readonly RealPostgres postgres;
    private readonly HttpClient http = new();
    private Task<int> run = null!;

    private readonly StubRegistry registry = new()
    {
        Services = [new("calc", "calc.lab.internal", 1, 1, StubRegistry.Noon)],
        Instances = [StubRegistry.Instance(container: "<script>alert(1)</script>\u202E")],
        Refusals = [new("no..name", 80, "abc", "odd", "host1", "a label is empty", StubRegistry.Noon)],
        Hosts = [new("host1", "192.0.2.1", "docker 28", "lost", 1, 1, StubRegistry.Noon, "silent")],
    };

    public When_up_runs(RealPostgres postgres) => this.postgres = postgres;

    public async ValueTask InitializeAsync()
    {
        var environment = new CommandEnvironment
        {
            Output = TextWriter.Synchronized(output),
            Errors = errors,
            Terminal = false,
            Variables = new Dictionary<string, string>(),
            Root = false,
        };
        run = new CommandLine(registry, environment).RunAsync(
            ["up", "--simulate", "1", "--domain", "lab.internal", "--dns", "127.0.0.1:0", "--console", "http://127.0.0.1:0",
                "--log", "Error", "--database", await postgres.CreatePreparedAsync()], stop.Token);
        var line = await Eventually.GetAsync(
            () => Task.FromResult(output.ToString()), text => text.Contains('\n') || run.IsCompleted, "the ready line");
        http.BaseAddress = new(line.Split("console ")[1].Split(' ')[0]);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await run;
        http.Dispose();
        stop.Dispose();
    }

    [Fact]
    public void One_line_says_that_everything_serves() =>
        output.ToString().ShouldMatch(@"^ready: dns 127\.0\.0\.1:\d+  console http://127\.0\.0\.1:\d+  domain lab\.internal\n$");

    [Fact]
    public async Task Asked_to_stop_it_ends_with_zero()
    {
        await stop.CancelAsync();
        (await run).ShouldBe(0);
        await Should.ThrowAsync<HttpRequestException>(() => http.GetAsync("/health/live"));
    }

    [Fact]
    public async Task Health_tells_each_part()
    {
        (await http.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var ready = JsonDocument.Parse(await http.GetStringAsync("/health/ready"));
        ready.RootElement.GetProperty("status").GetString().ShouldBe("ready");
        ready.RootElement.GetProperty("parts").GetProperty("database").GetProperty("status").GetString().ShouldBe("ready");
    }

    [Fact]
    public async Task The_console_shows_text_from_containers_as_text()
    {
        var answer = await http.GetAsync("/services/calc");
        var page = await answer.Content.ReadAsStringAsync();

        page.ShouldContain("&lt;script&gt;alert(1)&lt;/script&gt;");
        page.ShouldNotContain("<script>");
        page.ShouldNotContain("\u202E");
        answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().ShouldStartWith("default-src 'none'");
    }

    [Fact]
    public async Task The_console_says_what_is_in_trouble_in_words()
    {
        (await http.GetStringAsync("/hosts")).ShouldContain("nothing says that its machine runs");
        (await http.GetStringAsync("/services")).ShouldContain("a label is empty");
    }

    [Fact]
    public async Task The_console_opens_one_service_and_tells_its_instances()
    {
        (await http.GetStringAsync("/")).ShouldNotContain("calc:7");
        (await http.GetStringAsync("/services/calc")).ShouldContain("calc:7");
    }

    [Fact]
    public async Task A_database_that_was_away_from_the_first_is_not_taken_for_an_empty_one()
    {
        registry.Failure = new NpgsqlException("gone");

        var answer = await http.GetAsync("/services");

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var page = await answer.Content.ReadAsStringAsync();
        page.ShouldContain("database does not answer");
        page.ShouldNotContain("No service");
    }

    [Fact]
    public async Task A_page_that_fails_by_an_error_of_its_own_says_so_in_words_and_shows_no_trace()
    {
        registry.Failure = new InvalidOperationException("One or more errors occurred. (the shelf is empty)");

        var answer = await http.GetAsync("/services");

        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await answer.Content.ReadAsStringAsync()).ShouldBe(
            "This failed by an error of Pipeline: the shelf is empty. The log of this process says where.\n");
    }
}
