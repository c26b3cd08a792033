using System.Net;
using System.Net.Sockets;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.EndToEnd;

public sealed class When_there_is_no_engine(RealPostgres postgres)
{
    private const string UsualSocket = "/var/run/docker.sock";

    [Fact]
    public async Task Where_none_is_named_the_usual_socket_is_followed_and_without_one_three_hosts_are_simulated()
    {
        await using var pipeline = await StartAsync();
        if (File.Exists(UsualSocket))
        {
            (await PipelineCommand.RunAsync("hosts", "--database", database!, "--json")).Output.ShouldNotContain("sim-");
            return;
        }

        await pipeline.LogsAsync("3 simulated hosts");
        await pipeline.Names.LeadAsync("calc", places => places.Length > 0, "a simulated service answers");
        var hosts = await PipelineCommand.RunAsync("hosts", "--database", database!, "--json");
        new[] { "sim-1", "sim-2", "sim-3" }.ShouldAllBe(host => hosts.Output.Contains($"\"{host}\""));
    }

    [Fact]
    public async Task Simulated_containers_come_and_go()
    {
        await using var pipeline = await StartAsync("--simulate", "3");
        var before = await DatabaseCounts.CountAsync(database!);

        await Eventually.ThatAsync(async () => await DatabaseCounts.CountAsync(database!) > before, "something happens");
    }

    [Fact]
    public async Task One_that_is_named_is_waited_for_with_a_message()
    {
        database = await postgres.CreateDatabaseAsync();
        await using var pipeline = RunningPipeline.Begin(
            new Dictionary<string, string> { ["DOCKER_HOST"] = "unix:///nowhere/docker.sock" }, "--database", database);

        await pipeline.IsReadyAsync();

        await pipeline.LogsAsync("unix:///nowhere/docker.sock: waiting for its engine");
        (await pipeline.StopAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task One_that_hangs_does_not_keep_the_others_from_being_ready()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var pipeline = await StartAsync("--simulate", "1", "--docker", $"tcp://{silent.LocalEndpoint}");

        (await Task.WhenAll(new[] { "portal", "time", "calc" }.Select(pipeline.Names.AskAsync))).ShouldContain(places => places.Length > 0);
        await pipeline.LogsAsync($"tcp://{silent.LocalEndpoint}");
    }

    private string? database;

    private async Task<RunningPipeline> StartAsync(params string[] options)
    {
        database = await postgres.CreateDatabaseAsync();
        return await RunningPipeline.StartAsync(["--database", database, .. options]);
    }
}
