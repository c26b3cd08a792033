using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Commands.Rendering;
using Pipeline.Terminal;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Commands;

public sealed class When_a_list_is_narrowed_down(RealPostgres postgres)
{
    private static readonly StubRegistry Registry = new()
    {
        Instances =
        [
            StubRegistry.Instance("calc"),
            StubRegistry.Instance("calc", "calc-2", "condemned") with { Host = "host2", ContainerId = "c0ffee" },
            StubRegistry.Instance("time", "time-1") with { Host = "host2" },
        ],
        Hosts = [new("host1", "192.0.2.1", "docker", "live", 1, 1, StubRegistry.Noon, null)],
        Refusals = [new("no name", 80, "abc", "odd", "host1", "no DNS name", StubRegistry.Noon)],
    };

    [Theory]
    [InlineData("--service calc", "calc-1 calc-2")]
    [InlineData("--service CALC --service time", "calc-1 calc-2 time-1")]
    [InlineData("--host host2", "calc-2 time-1")]
    [InlineData("--host host2 --service calc", "calc-2")]
    [InlineData("--state ejected", "calc-2")]
    [InlineData("--state condemned", "calc-2")]
    [InlineData("--container c0ff", "calc-2")]
    [InlineData("--container time-1", "time-1")]
    [InlineData("--limit 2", "calc-1 calc-2")]
    public async Task The_rows_that_are_meant_are_left(string options, string containers)
    {
        var end = await RunAsync($"instances --json {options}");

        end.ExitCode.ShouldBe(0, end.Errors);
        JsonDocument.Parse(end.Output).RootElement.EnumerateArray().Select(row => row.GetProperty("containerName").GetString())
            .ShouldBe(containers.Split(' '));
    }

    [Theory]
    [InlineData("instances --service calk", "none of the 3 instances has --service calk; the nearest is calc")]
    [InlineData("instances --service time --host host1",
        "none of the 3 instances has --service time and --host host1; alone, --service time has 1, --host host1 has 1")]
    [InlineData("instances --state paused", "none of the 3 instances has --state paused; there are ejected, running")]
    [InlineData("instances --refused --host host9", "none of the 1 refused claims has --host host9; the nearest is host1")]
    [InlineData("instances --limit 2", "(the first 2 of 3 instances: --limit)")]
    public async Task What_is_left_out_is_said(string command, string note) =>
        (await RunAsync(command)).Errors.ShouldContain(note);

    [Theory]
    [InlineData("instances --state unwell", "--state 'unwell' is no state")]
    [InlineData("instances --limit many", "--limit 'many' is not a number of rows")]
    [InlineData("instances --refused --state running", "--state narrows no refused claims down")]
    public async Task A_filter_that_means_nothing_is_a_wrong_command_line(string command, string error)
    {
        var end = await RunAsync(command);

        end.ExitCode.ShouldBe(2);
        end.Errors.ShouldContain(error);
    }

    [Fact]
    public async Task A_watched_list_is_printed_again_when_it_has_changed()
    {
        var time = new FakeTimeProvider(StubRegistry.Noon);
        using var stop = new CancellationTokenSource();
        var registry = new ChangingRegistry();
        using var output = new StringWriter();
        var watching = new Watching(new()
        {
            Output = output,
            Errors = output,
            Terminal = false,
            Variables = new Dictionary<string, string>(),
            Root = false,
            Time = time,
        }).RunAsync(registry.ShowAsync, stop.Token);

        await Eventually.ThatAsync(
            () =>
            {
                time.Advance(Watching.Interval);
                return registry.Shown > 6;
            },
            "it is shown again");
        await stop.CancelAsync();
        await watching;

        output.ToString().ShouldBe("1\n2\n", "what was shown three times without a change is printed once");
    }

    private async Task<CommandEnd> RunAsync(string command)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        CommandEnvironment environment = new()
        {
            Output = output,
            Errors = errors,
            Terminal = false,
            Variables = new Dictionary<string, string> { ["Pipeline__Database"] = await postgres.CreatePreparedAsync() },
            Root = false,
            Time = new FakeTimeProvider(StubRegistry.Noon),
        };
        var code = await new CommandLine(Registry, environment).RunAsync(command.Split(' '), CancellationToken.None);
        return new(code, output.ToString(), errors.ToString());
    }

    /// <summary>Changes after every third time that it is shown.</summary>
    private sealed class ChangingRegistry
    {
        public int Shown { get; private set; }

        public Task<string> ShowAsync(CommandEnvironment screen, CancellationToken cancel)
        {
            var content = (Shown++ / 3 + 1) is var number && number > 2 ? "2" : $"{number}";
            screen.Output.WriteLine(content);
            return Task.FromResult(content);
        }
    }
}
