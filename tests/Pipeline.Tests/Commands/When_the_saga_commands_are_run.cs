using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Core.Health;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Commands;

public sealed class When_the_saga_commands_are_run(RealPostgres postgres) : IDisposable
{
    private readonly StringWriter output = new();
    private readonly StringWriter errors = new();

    public void Dispose()
    {
        output.Dispose();
        errors.Dispose();
    }

    private async Task<int> RunAsync(StubHealthReader health, params string[] arguments) =>
        await new CommandLine(
            new StubRegistry { Health = health },
            new()
            {
                Output = output,
                Errors = errors,
                Terminal = false,
                Variables = new Dictionary<string, string> { ["Pipeline__Database"] = await postgres.CreatePreparedAsync() },
                Root = false,
                Time = new FakeTimeProvider(StubRegistry.Noon),
            }).RunAsync(arguments, CancellationToken.None);

    [Fact]
    public async Task Sagas_are_listed_with_where_they_stand_and_why()
    {
        (await RunAsync(new() { Stories = [StubHealthReader.Story()], Freezes = ["all of host red fails at once"] }, "sagas")).ShouldBe(0);

        output.ToString().ShouldContain("failing");
        output.ToString().ShouldContain("port 8081 fails: HTTP 500");
        errors.ToString().ShouldContain("freeze: all of host red fails at once");
    }

    [Fact]
    public async Task They_are_asked_for_by_state_failure_and_service()
    {
        var health = new StubHealthReader
        {
            Stories = [StubHealthReader.Story(state: HealthState.Spared), StubHealthReader.Story("bb22", "time-1", HealthState.Stuck)],
        };

        (await RunAsync(health, "sagas", "--state", "ejection blocked", "--failed", "--service", "calc")).ShouldBe(0);

        output.ToString().ShouldContain("calc-1");
        output.ToString().ShouldNotContain("time-1");
        health.Asked.ShouldBe(new(Failed: true));
        (await RunAsync(health, "sagas", "--state", "stopped")).ShouldBe(0);
        health.Asked.ShouldBe(new(HealthState.Stopped));
        errors.ToString().ShouldContain("none of the 4 sagas has --state stopped; there are ejection blocked, stuck");
        (await RunAsync(health, "sagas", "--state", "unwell")).ShouldBe(2);
        errors.ToString().ShouldContain("--state 'unwell' is no state");
    }

    [Fact]
    public async Task A_story_is_told_with_the_present_state_marked()
    {
        (await RunAsync(new() { Stories = [StubHealthReader.Story()] }, "saga", "calc-1")).ShouldBe(0);

        var lines = output.ToString().Split('\n');
        lines[1].ShouldBe("failing since 2026-05-01 11:58:30Z (90 s): port 8081 fails: HTTP 500");
        lines.ShouldContain(line => line.StartsWith("▶ failing ") && line.Contains("ejected → ejecting"));
        lines.Count(line => line.StartsWith('▶')).ShouldBe(1);
        lines.ShouldContain("  2026-05-01 11:58:30.000Z  Healthy → Suspect: port 8081 fails: HTTP 500");
    }

    [Fact]
    public async Task It_is_json_where_that_is_asked_for()
    {
        (await RunAsync(new() { Stories = [StubHealthReader.Story()] }, "saga", "aa", "--json")).ShouldBe(0);

        JsonDocument.Parse(output.ToString()).RootElement.GetProperty("timeline")[0].GetProperty("kind").GetString()
            .ShouldBe("StateChanged");
    }

    [Fact]
    public async Task An_order_is_given_and_one_that_means_nothing_is_refused_in_a_line()
    {
        var health = new StubHealthReader
        {
            Stories = [StubHealthReader.Story(state: HealthState.Stuck), StubHealthReader.Story("bb22", "time-1")],
        };

        (await RunAsync(health, "saga", "calc-1", "retry")).ShouldBe(0);
        (await RunAsync(health, "saga", "aa", "release")).ShouldBe(0);
        health.Orders.ShouldBe([("aa11", HealthTrigger.Retried), ("aa11", HealthTrigger.Released)]);
        (await RunAsync(health, "saga", "bb", "retry")).ShouldBe(1);
        errors.ToString().Trim().Split('\n').ShouldHaveSingleItem().ShouldContain("cannot be retried now");
        (await RunAsync(health, "saga", "bb", "revive")).ShouldBe(2);
    }

    [Fact]
    public async Task A_name_that_several_had_means_the_one_that_is_there()
    {
        var health = new StubHealthReader
        {
            Stories = [StubHealthReader.Story(), StubHealthReader.Story("bb22", state: HealthState.Stopped)],
        };

        (await RunAsync(health, "saga", "calc-1")).ShouldBe(0);
        output.ToString().ShouldStartWith("calc-1 (aa11)");
        (await RunAsync(new() { Stories = [StubHealthReader.Story("aa11"), StubHealthReader.Story("aa22")] }, "saga", "aa")).ShouldBe(1);
        errors.ToString().ShouldContain("write more of the ID");
        (await RunAsync(new(), "saga", "nobody")).ShouldBe(1);
    }
}
