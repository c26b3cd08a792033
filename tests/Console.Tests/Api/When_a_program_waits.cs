using System.Diagnostics;
using System.Net;

namespace Pipeline.Console.Tests.Api;

public sealed class When_a_program_waits(SamplePipeline sample)
{
    private readonly ModelHost blue = new("blue", "192.0.2.1");

    [Fact]
    public async Task It_is_answered_as_soon_as_the_instances_change_and_not_for_what_changes_elsewhere()
    {
        await using var history = await BeginAsync();
        await using var console = await RunningConsole.StartAsync(history.Database);
        var known = await console.Http.AskAsync("/v1/services/calc/instances?healthy=true");

        var waiting = console.Http.AskAsync("/v1/services/calc/instances?healthy=true&wait=60s", known.ETag);
        await history.StateAsync(2, blue.Started(SamplePipeline.Container(blue, "time-1", "time", 32_100)));
        await Eventually.ThatAsync(
            async () => (await console.Http.AskAsync("/v1/services/time")).Status is HttpStatusCode.OK, "the other service is seen");
        waiting.IsCompleted.ShouldBeFalse("another service is not what it waits for");
        await history.StateAsync(3, blue.Started(SamplePipeline.Container(blue, "calc-2", "calc", 32_002)));

        var changed = await waiting;
        changed.Status.ShouldBe(HttpStatusCode.OK);
        changed.Of("instances", "containerName").ShouldBe(["calc-1", "calc-2"]);
        changed.ETag.ShouldNotBe(known.ETag);
    }

    [Fact]
    public async Task It_is_told_after_its_time_that_nothing_changed()
    {
        await using var history = await BeginAsync();
        await using var console = await RunningConsole.StartAsync(history.Database);
        var known = await console.Http.AskAsync("/v1/services/calc/instances");
        (await console.Http.AskAsync("/v1/services/calc/instances", known.ETag)).Status.ShouldBe(HttpStatusCode.NotModified);

        var began = Stopwatch.GetTimestamp();
        var same = await console.Http.AskAsync("/v1/services/calc/instances?wait=2s", known.ETag);

        same.Status.ShouldBe(HttpStatusCode.NotModified);
        same.ETag.ShouldBe(known.ETag);
        Stopwatch.GetElapsedTime(began).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(1.9));
    }

    [Fact]
    public async Task The_last_instance_that_goes_leaves_an_empty_list_and_not_a_404()
    {
        await using var history = await BeginAsync();
        await using var console = await RunningConsole.StartAsync(history.Database);
        var known = await console.Http.AskAsync("/v1/services/calc/instances");

        var waiting = console.Http.AskAsync("/v1/services/calc/instances?wait=60s", known.ETag);
        await history.StateAsync(0, blue.Stopped(SamplePipeline.IdOf("calc-1")));

        var gone = await waiting;
        gone.Status.ShouldBe(HttpStatusCode.OK);
        gone.Json!["instances"]!.AsArray().ShouldBeEmpty();
        (await console.Http.AskAsync("/v1/sd/prometheus/calc")).Json!.AsArray().ShouldBeEmpty();
        (await console.Http.AskAsync("/v1/services/calc")).Json!["instances"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task A_server_that_stops_lets_it_go_at_once()
    {
        await using var history = await BeginAsync();
        var console = await RunningConsole.StartAsync(history.Database);
        var known = await console.Http.AskAsync("/v1/services/calc/instances");
        var waiting = console.Http.AskAsync("/v1/services/calc/instances?wait=60s", known.ETag);
        await Eventually.ThatAsync(
            async () => (await console.Http.AskAsync("/v1/services")).Status is HttpStatusCode.OK, "the request before it has arrived");

        var began = Stopwatch.GetTimestamp();
        await console.DisposeAsync();

        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(12), "it would wait for a minute, or 15 s for the shutdown");
        await Record.ExceptionAsync(() => waiting); // 304, or a connection that ended first
    }

    private async Task<RecordedHistory> BeginAsync()
    {
        var history = await RecordedHistory.BeginAsync(sample.Postgres);
        await history.StateAsync(1, blue.Reported(SamplePipeline.Container(blue, "calc-1", "calc", 32_001)));
        return history;
    }
}
