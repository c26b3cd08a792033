using Pipeline.Contracts;
using Pipeline.Producer.Agents;

namespace Pipeline.Producer.Tests.RealEngine;

public class When_a_real_engine_is_watched(RealEngines engines)
{
    private const string Serve = "trap 'exit 0' TERM; busybox httpd -f -p 8081 & wait";

    [Fact]
    public async Task A_start_is_stated_with_an_address_that_answers()
    {
        var engine = await engines.FirstAsync();
        await using var watched = await WatchedEngine.StartAsync(engine);

        var container = await watched.SeesStartedAsync(
            await engine.RunScriptAsync(Serve, "-e", "SERVICE_8081_NAME=calc", "-p", "127.0.0.1::8081"));

        var endpoint = container.Endpoints.ShouldHaveSingleItem();
        (endpoint.Service, endpoint.Protocol, endpoint.ContainerPort, endpoint.Address)
            .ShouldBe(("calc", TransportProtocol.Tcp, 8081, "127.0.0.1"));
        using var http = new HttpClient();
        await Eventually.ThatAsync(
            async () =>
            {
                var answer = await http.GetAsync($"http://{endpoint.Address}:{endpoint.HostPort}/");
                return answer.StatusCode is System.Net.HttpStatusCode.NotFound;
            },
            "the container's empty web server answers");
    }

    [Fact]
    public async Task What_ran_before_is_in_the_first_report()
    {
        var engine = await engines.FirstAsync();
        var id = await engine.RunAsync("-e", "SERVICE_8081_NAME=calc", "-p", "127.0.0.1::8081");

        await using var watched = await WatchedEngine.StartAsync(engine);

        watched.Reports[0].Containers.ShouldContain(container => container.Id == id);
        watched.Reports[0].Engine.ShouldStartWith("docker ");
    }

    [Fact]
    public async Task Failure_9_two_ports_are_two_endpoints()
    {
        var engine = await engines.FirstAsync();
        await using var watched = await WatchedEngine.StartAsync(engine);

        var container = await watched.SeesStartedAsync(await engine.RunAsync(
            "-e", "SERVICE_8081_NAME=calc", "-e", "SERVICE_9090_NAME=_admin._tcp", "-p", "127.0.0.1::8081", "-p", "127.0.0.1::9090"));

        container.Endpoints.Select(endpoint => endpoint.Service).ShouldBe(["calc", "_admin._tcp"]);
        container.Endpoints.Select(endpoint => endpoint.HostPort).Distinct().Count().ShouldBe(2);
        container.Endpoints.ShouldAllBe(endpoint => endpoint.HostPort != null);
    }

    [Fact]
    public async Task A_stop_states_the_drain_before_the_end()
    {
        var engine = await engines.FirstAsync();
        await using var watched = await WatchedEngine.StartAsync(engine);
        var id = await engine.RunAsync("-e", "SERVICE_8081_NAME=calc", "-p", "127.0.0.1::8081");
        await watched.SeesStartedAsync(id);

        await engine.DockerAsync("stop", id);

        await watched.SeesAsync(id, typeof(ContainerStarted), typeof(ContainerStopping), typeof(ContainerStopped));
        watched.FactsOf(id).OfType<ContainerStopping>().Single().Signal.ShouldBe(15);
        var stopped = watched.FactsOf(id).OfType<ContainerStopped>().Single();
        (stopped.Cause, stopped.ExitCode).ShouldBe((StopCause.Exited, 0));
    }

    [Fact]
    public async Task Its_own_stop_signal_begins_the_drain()
    {
        var engine = await engines.FirstAsync();
        await using var watched = await WatchedEngine.StartAsync(engine);
        var id = await engine.RunScriptAsync(
            "trap 'exit 0' QUIT; while :; do busybox sleep 3600 & wait; done",
            "--stop-signal", "SIGQUIT",
            "-e", "SERVICE_8081_NAME=calc");
        await watched.SeesStartedAsync(id);

        await engine.DockerAsync("kill", "--signal", "HUP", id);
        await engine.DockerAsync("stop", id);

        await watched.SeesAsync(id, typeof(ContainerStarted), typeof(ContainerStopping), typeof(ContainerStopped));
        watched.FactsOf(id).OfType<ContainerStopping>().Single().Signal.ShouldBe(3);
    }

    [Fact]
    public async Task A_restart_keeps_the_identifier_and_changes_the_run()
    {
        var engine = await engines.FirstAsync();
        await using var watched = await WatchedEngine.StartAsync(engine);
        var id = await engine.RunAsync("-e", "SERVICE_8081_NAME=calc", "-p", "127.0.0.1::8081");
        var before = await watched.SeesStartedAsync(id);

        await engine.DockerAsync("restart", id);

        var after = await Eventually.GetAsync(
            () => Task.FromResult(watched.Find(id)),
            found => found is { Phase: ContainerPhase.Running } && found.StartedAt > before.StartedAt,
            "another run");
        after!.Endpoints[0].HostPort.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_forced_removal_is_stated_as_an_end()
    {
        var engine = await engines.FirstAsync();
        await using var watched = await WatchedEngine.StartAsync(engine);
        var id = await engine.RunAsync("-e", "SERVICE_8081_NAME=calc", "-p", "127.0.0.1::8081");
        await watched.SeesStartedAsync(id);

        await engine.DockerAsync("rm", "-f", id);

        await watched.SeesAsync(id, typeof(ContainerStarted), typeof(ContainerStopping), typeof(ContainerStopped));
    }

    [Fact]
    public async Task Failure_1_containers_that_are_removed_as_they_start_leave_the_agent_at_work()
    {
        var engine = await engines.FirstAsync();
        await using var watched = await WatchedEngine.StartAsync(engine);

        var ids = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            var id = await engine.RunAsync("-e", "SERVICE_8081_NAME=calc", "-p", "127.0.0.1::8081");
            await engine.DockerAsync("rm", "-f", id);
            return id;
        }));

        await Eventually.ThatAsync(() => ids.All(id => watched.Find(id) is null), "none is believed to run");
        await watched.SeesStartedAsync(await engine.RunAsync("-e", "SERVICE_8081_NAME=calc", "-p", "127.0.0.1::8081"));
        watched.Agent.Status.Phase.ShouldBe(AgentPhase.Watching);
    }

    [Fact]
    public async Task A_pause_and_its_end_are_stated()
    {
        var engine = await engines.FirstAsync();
        await using var watched = await WatchedEngine.StartAsync(engine);
        var id = await engine.RunAsync("-e", "SERVICE_8081_NAME=calc", "-p", "127.0.0.1::8081");
        await watched.SeesStartedAsync(id);

        await engine.DockerAsync("pause", id);
        await watched.SeesAsync(id, typeof(ContainerStarted), typeof(ContainerPaused));
        await engine.DockerAsync("unpause", id);

        await watched.SeesAsync(id, typeof(ContainerStarted), typeof(ContainerPaused), typeof(ContainerStarted));
    }

    [Fact]
    public async Task What_the_engines_own_check_says_is_stated_whenever_it_changes()
    {
        var engine = await engines.FirstAsync();
        await using var watched = await WatchedEngine.StartAsync(engine);
        var id = await engine.RunAsync(
            "-e", "SERVICE_8081_NAME=calc",
            "-p", "127.0.0.1::8081",
            "--health-cmd", "busybox test ! -e /sick",
            "--health-interval", "1s",
            "--health-retries", "1");
        await Eventually.ThatAsync(() => watched.Find(id)?.Health is EngineHealth.Healthy, "it is healthy", TimeSpan.FromSeconds(60));

        await engine.DockerAsync("exec", id, "busybox", "touch", "/sick");

        await Eventually.ThatAsync(() => watched.Find(id)?.Health is EngineHealth.Unhealthy, "it is unhealthy", TimeSpan.FromSeconds(60));
    }
}
