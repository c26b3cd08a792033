using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Pipeline.Postgres;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.EndToEnd;

public sealed class When_the_database_is_away(TwoEnginePipeline engines) : IDisposable
{
    private readonly string data = TemporaryDirectory.Create("away");

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task A_private_server_that_is_killed_is_started_again_and_names_answer_meanwhile()
    {
        var engine = await engines.FirstAsync();
        var id = await engine.RunAsync("-e", "SERVICE_8081_NAME=meanwhile", "-p", "127.0.0.1::8081");
        var port = await engine.PortAsync(id, "8081/tcp");
        await using var pipeline = await RunningPipeline.StartAsync("--data", data, "--docker", engine.Endpoint.OriginalString);
        var settings = Path.Combine(data, "postgres", "cluster", "postgresql.conf");

        // Without its settings it cannot start, so that it stays away for as long as the test looks.
        File.Move(settings, settings + ".away");
        KillServer();
        await pipeline.LogsAsync("PostgreSQL restart failed");
        await SaysSoAsync(pipeline.Console);
        var missed = await engine.RunAsync("-e", "SERVICE_8081_NAME=missed", "-p", "127.0.0.1::8081");
        (await pipeline.Names.AskAsync("meanwhile")).Select(place => place.Port).ShouldBe([port]);

        File.Move(settings + ".away", settings);
        await pipeline.Names.LeadToAsync("missed", await engine.PortAsync(missed, "8081/tcp"));

        await engine.DockerAsync("rm", "-f", id);
        await pipeline.Names.AreGoneAsync("meanwhile");
        (await pipeline.StopAsync()).ShouldBe(0);
        ProcessesBelow.Of(data).ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_server_is_waited_for_when_it_is_stopped_and_a_second_pipeline_on_it_stands_by()
    {
        var server = await PrivateServer.StartAsync(data, NullLogger.Instance, CancellationToken.None, new() { Durable = false });
        try
        {
            var first = await RunningPipeline.StartAsync("--simulate", "1", "--database", server.ConnectionString);
            await using var second = RunningPipeline.Begin(
                "--docker", "unix:///nowhere/docker.sock", "--database", server.ConnectionString);
            await second.LogsAsync("standing by");
            second.IsReady.ShouldBeFalse();

            var port = new NpgsqlConnectionStringBuilder(server.ConnectionString).Port;
            await server.DisposeAsync();
            await first.LogsAsync("Leadership ended");
            server = await PrivateServer.StartAsync(
                data, NullLogger.Instance, CancellationToken.None, new() { Durable = false, Port = port });

            var before = await DatabaseCounts.CountAsync(server.ConnectionString);
            await Eventually.ThatAsync(
                async () => await DatabaseCounts.CountAsync(server.ConnectionString) > before, "the simulated host is heard again");
            (await first.StopAsync()).ShouldBe(0);
            await second.IsReadyAsync();
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    private void KillServer()
    {
        var pid = int.Parse(
            File.ReadLines(Path.Combine(data, "postgres", "cluster", "postmaster.pid")).First(), CultureInfo.InvariantCulture);
        using var postmaster = Process.GetProcessById(pid);
        postmaster.Kill();
    }

    private static async Task SaysSoAsync(Uri console)
    {
        using var http = new HttpClient();
        var answer = await Eventually.GetAsync(
            () => http.GetAsync(console), got => got.StatusCode is HttpStatusCode.ServiceUnavailable, "the console says so");
        (await answer.Content.ReadAsStringAsync()).ShouldContain("database");
    }
}
