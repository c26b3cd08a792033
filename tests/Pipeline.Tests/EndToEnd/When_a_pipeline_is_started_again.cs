using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Postgres;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.EndToEnd;

public sealed class When_a_pipeline_is_started_again(TwoEnginePipeline engines) : IDisposable
{
    private const int Burst = 40;

    private readonly string data = TemporaryDirectory.Create("again");

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task It_goes_on_with_its_history_and_answers_from_it_while_the_engine_is_away()
    {
        var engine = await engines.FirstAsync();
        var way = new WayTo(engine.Endpoint, data);
        var id = await engine.RunAsync("-e", "SERVICE_8081_NAME=history", "-p", "127.0.0.1::8081");
        var port = await engine.PortAsync(id, "8081/tcp");
        long before;

        await using (var first = await RunningPipeline.StartAsync("--data", data, "--docker", way.Endpoint))
        {
            (await first.Names.AskAsync("history")).Select(place => place.Port)
                .ShouldBe([port], "ready means that what runs is answered for");
            before = await DatabaseCounts.CountAsync(DatabaseCounts.Below(data));
            (await first.StopAsync("INT")).ShouldBe(0);
        }

        ProcessesBelow.Of(data).ShouldBeEmpty();
        await StoppedItCanBeReadAsync(id, port);

        way.Close();
        await using var second = await RunningPipeline.StartAsync("--data", data, "--docker", way.Endpoint);
        (await second.Names.AskAsync("history")).Select(place => place.Port).ShouldBe([port], "the ledger knows");
        await second.LogsAsync($"{way.Endpoint}: waiting for its engine");

        way.Open();
        var later = await engine.RunAsync("-e", "SERVICE_8081_NAME=historic", "-p", "127.0.0.1::8081");
        await second.Names.LeadToAsync("historic", await engine.PortAsync(later, "8081/tcp"));

        (await DatabaseCounts.CountAsync(DatabaseCounts.Below(data))).ShouldBeGreaterThan(before);
        (await DatabaseCounts.CountAsync(DatabaseCounts.Below(data), id, "instance_registered")).ShouldBe(1);
        (await second.StopAsync("TERM")).ShouldBe(0);
        ProcessesBelow.Of(data).ShouldBeEmpty();
    }

    [Fact]
    public async Task Told_twice_to_end_it_ends_as_cleanly_as_told_once()
    {
        await using var pipeline = await RunningPipeline.StartAsync("--data", data, "--simulate", "1");

        await pipeline.TellAsync("TERM");
        await pipeline.LogsAsync("Stopping");
        (await pipeline.StopAsync("TERM")).ShouldBe(0);

        ProcessesBelow.Of(data).ShouldBeEmpty();
    }

    [Fact]
    public async Task Killed_in_the_middle_of_a_burst_it_ends_in_exactly_the_truth()
    {
        var engine = await engines.FirstAsync();
        await using (var first = await RunningPipeline.StartAsync("--data", data, "--docker", engine.Endpoint.OriginalString))
        {
            var starts = Enumerable.Range(0, Burst)
                .Select(_ => new Lazy<Task<string>>(() => engine.RunAsync("-e", "SERVICE_8081_NAME=burst", "-p", "127.0.0.1::8081")))
                .ToArray();
            var bursting = Parallel.ForEachAsync(
                starts, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (start, _) => await start.Value);
            await first.Names.LeadAsync("burst", places => places.Length >= Burst / 4, "the burst has begun");
            var started = starts.Where(start => start is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }).Take(8);
            var removing = engine.DockerAsync(["rm", "-f", .. started.Select(start => start.Value.Result)]);
            await first.KillAsync();
            await bursting;
            await removing;
        }

        ProcessesBelow.Of(data).ShouldNotBeEmpty("its database outlives it");
        await using var second = await RunningPipeline.StartAsync("--data", data, "--docker", engine.Endpoint.OriginalString);
        var answers = (await second.Names.AskAsync("burst")).Select(place => place.Port).ToArray();

        var truth = await RunningAsync(engine, "burst");
        truth.Length.ShouldBe(Burst - 8);
        answers.ShouldBe(truth, ignoreOrder: true, second.Log);
        await second.LogsAsync("still runs from an earlier start, adopting it");
        (await second.StopAsync()).ShouldBe(0);
        ProcessesBelow.Of(data).ShouldBeEmpty();
    }

    [Fact]
    public async Task With_leave_on_shutdown_its_names_are_withdrawn_before_it_ends()
    {
        var engine = await engines.FirstAsync();
        await engine.RunAsync("-e", "SERVICE_8081_NAME=leaving", "-p", "127.0.0.1::8081");
        await using var pipeline = await RunningPipeline.StartAsync(
            "--data", data, "--docker", engine.Endpoint.OriginalString, "--leave-on-shutdown");
        (await DatabaseCounts.RecordsAsync(DatabaseCounts.Below(data), "leaving")).ShouldBe(1);

        (await pipeline.StopAsync()).ShouldBe(0);

        await using var server = await PrivateServer.StartAsync(data, NullLogger.Instance, CancellationToken.None);
        (await DatabaseCounts.RecordsAsync(server.ConnectionString, "leaving")).ShouldBe(0);
    }

    private async Task StoppedItCanBeReadAsync(string id, int port)
    {
        foreach (var (command, wanted) in new[] { ("services", "history"), ("instances", $"{port}"), ("hosts", "docker ") })
        {
            (await PipelineCommand.RunAsync(command, "--data", data)).Output.ShouldContain(wanted);
            var json = await PipelineCommand.RunAsync(command, "--data", data, "--json");
            JsonDocument.Parse(json.Output).RootElement.GetArrayLength().ShouldBeGreaterThan(0);
        }

        ProcessesBelow.Of(data).ShouldBeEmpty();
        (await PipelineCommand.RunAsync("instances", "--service", "history", "--data", data, "--json")).Output.ShouldContain(id);
    }

    /// <summary>The published ports of the containers that claim a service, as the engine lists them.</summary>
    private static async Task<int[]> RunningAsync(DockerEngine engine, string service)
    {
        var listed = (await engine.DockerAsync("ps", "-q", "--no-trunc")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var ports = await engine.DockerAsync(
        [
            "inspect", "--format",
            "{{range .Config.Env}}{{if eq . \"SERVICE_8081_NAME=" + service + "\"}}"
            + "{{with index $.NetworkSettings.Ports \"8081/tcp\"}}{{(index . 0).HostPort}}{{end}}{{end}}{{end}}",
            .. listed,
        ]);
        return [.. ports.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(port => int.Parse(port, CultureInfo.InvariantCulture))];
    }

    /// <summary>A way to an engine that can be closed for those who come: a link to its socket.</summary>
    private sealed class WayTo
    {
        private readonly string socket;
        private readonly string link;

        public WayTo(Uri engine, string data)
        {
            (socket, link) = (engine.AbsolutePath, Path.Combine(data, "engine.sock"));
            Open();
        }

        public string Endpoint => $"unix://{link}";

        public void Open() => File.CreateSymbolicLink(link, socket);

        public void Close() => File.Delete(link);
    }
}
