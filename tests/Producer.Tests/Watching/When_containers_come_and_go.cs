using Pipeline.Contracts;
using Pipeline.Producer.Engines.Simulated;
using Pipeline.Producer.Settings;

namespace Pipeline.Producer.Tests.Watching;

public class When_containers_come_and_go
{
    private static readonly SimulatedRun Calc = SimulatedRun.Of("calc-1", "calc");

    [Fact]
    public async Task The_first_report_holds_what_ran_before()
    {
        await using var host = await WatchedHost.StartAsync(before: engine => engine.Run(Calc));

        var report = host.Facts.OfType<HostReported>().First();

        report.Containers.ShouldHaveSingleItem().Endpoints.ShouldHaveSingleItem().ShouldBe(
            new Endpoint
            {
                Service = "calc",
                Protocol = TransportProtocol.Tcp,
                ContainerPort = 8080,
                HostPort = 32768,
                Address = WatchedHost.Address,
            });
        (report.Host, report.Engine, report.Interval)
            .ShouldBe((new HostIdentity("sim-1", WatchedHost.Address), "simulated 1.0", TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Failure_9_a_container_with_two_ports_has_both_in_the_report()
    {
        await using var host = await WatchedHost.StartAsync(before: engine =>
            engine.Run(new SimulatedRun("calc-1", new Dictionary<int, string> { [8080] = "calc", [9090] = "calc-admin" })));

        host.Facts.OfType<HostReported>().First().Containers.ShouldHaveSingleItem().Endpoints
            .Select(endpoint => endpoint.Service).ShouldBe(["calc", "calc-admin"]);
    }

    [Fact]
    public async Task A_report_waits_for_every_answer()
    {
        var answer = new TaskCompletionSource();
        await using var host = WatchedHost.Begin(before: engine =>
        {
            engine.Run(Calc);
            engine.Run(SimulatedRun.Of("calc-2", "calc"));
            engine.Faults.BeforeAnswer = _ => answer.Task;
        });
        var waiting = host.SeesAsync(facts => facts.OfType<HostReported>().Any(), "a first report");

        answer.SetResult();

        await waiting;
        host.Facts.OfType<HostReported>().First().Containers.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_start_is_stated()
    {
        await using var host = await WatchedHost.StartAsync();

        var id = host.Engine.Run(Calc);

        await host.AgreesAsync();
        host.Facts.OfType<ContainerStarted>().ShouldHaveSingleItem().Container.Id.ShouldBe(id);
    }

    [Fact]
    public async Task A_normal_stop_states_the_drain_and_then_the_end()
    {
        await using var host = await WatchedHost.StartAsync();
        var id = host.Engine.Run(Calc);
        await host.AgreesAsync();

        host.Engine.Signal(id);
        await host.SeesAsync(facts => facts.OfType<ContainerStopping>().Any(), "the drain");
        host.Engine.Exit(id, exitCode: 143);
        await host.AgreesAsync();

        var stopped = host.Facts.OfType<ContainerStopped>().ShouldHaveSingleItem();
        (stopped.ContainerId, stopped.Cause, stopped.ExitCode).ShouldBe((id, StopCause.Exited, 143));
        stopped.Stamp.IsNewerThan(host.Facts.OfType<ContainerStopping>().ShouldHaveSingleItem().Stamp).ShouldBeTrue();
    }

    [Fact]
    public async Task One_that_outlives_its_drain_is_stated_as_running_again()
    {
        await using var host = await WatchedHost.StartAsync(new AgentSettings { DrainLimit = TimeSpan.FromMinutes(1) });
        var id = host.Engine.Run(Calc);
        await host.AgreesAsync();

        host.Engine.Signal(id);
        await host.SeesAsync(facts => facts.OfType<ContainerStopping>().Any(), "the drain");
        host.Registry.Containers.ShouldHaveSingleItem().Phase.ShouldBe(ContainerPhase.Stopping);

        await host.SeesInTimeAsync(facts => facts.OfType<ContainerStarted>().Count() == 2, "a second start");
        host.Registry.Containers.ShouldHaveSingleItem().Phase.ShouldBe(ContainerPhase.Running);
    }

    [Fact]
    public async Task A_restart_under_the_same_identifier_has_another_start_time()
    {
        await using var host = await WatchedHost.StartAsync();
        var id = host.Engine.Run(Calc);
        await host.AgreesAsync();

        host.Engine.Restart(id);

        await host.AgreesAsync();
        var runs = host.Facts.OfType<ContainerStarted>().Select(started => started.Container).ToList();
        runs.ShouldAllBe(run => run.Id == id);
        runs.Select(run => run.StartedAt).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task A_pause_and_its_end_are_stated()
    {
        await using var host = await WatchedHost.StartAsync();
        var id = host.Engine.Run(Calc);
        await host.AgreesAsync();

        host.Engine.Pause(id);
        await host.SeesAsync(facts => facts.OfType<ContainerPaused>().Any(), "the pause");
        host.Engine.Unpause(id);

        await host.AgreesAsync();
        host.Facts.OfType<ContainerStarted>().Count().ShouldBe(2);
    }

    [Fact]
    public async Task Forced_removal_is_stated_as_a_stop()
    {
        await using var host = await WatchedHost.StartAsync();
        var id = host.Engine.Run(Calc);
        await host.AgreesAsync();

        host.Engine.Remove(id);

        await host.AgreesAsync();
        host.Facts.OfType<ContainerStopped>().ShouldHaveSingleItem().Cause.ShouldBe(StopCause.Removed);
    }

    [Fact]
    public async Task One_that_claims_nothing_is_never_spoken_of()
    {
        await using var host = await WatchedHost.StartAsync();

        var silent = host.Engine.Run(new SimulatedRun("silent", new Dictionary<int, string>()));
        host.Engine.Remove(silent);
        host.Engine.Run(Calc);

        await host.AgreesAsync();
        host.Facts.OfType<ContainerStopped>().ShouldBeEmpty();
        host.Facts.OfType<ContainerStarted>().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_whole_host_is_reported_again_within_each_interval()
    {
        await using var host = await WatchedHost.StartAsync();
        host.Engine.Run(Calc);
        await host.AgreesAsync();

        await host.SeesInTimeAsync(facts => facts.OfType<HostReported>().Count() == 4, "three more reports");

        var reports = host.Facts.OfType<HostReported>().ToList();
        reports[1..].ShouldAllBe(report => report.Containers.Count == 1);
        reports.Zip(reports.Skip(1)).ShouldAllBe(pair => pair.Second.At - pair.First.At <= pair.First.Interval + TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task Stamps_rise_by_one_with_each_fact()
    {
        await using var host = await WatchedHost.StartAsync();
        foreach (var number in Enumerable.Range(1, 20)) host.Engine.Run(SimulatedRun.Of($"calc-{number}", "calc"));

        await host.AgreesAsync();

        host.Facts.Select(fact => fact.Stamp.Sequence).ShouldBe(Enumerable.Range(1, host.Facts.Count).Select(number => (long)number));
        host.Facts.Select(fact => fact.Stamp.Epoch).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_next_agent_speaks_in_a_later_epoch()
    {
        await using var first = await WatchedHost.StartAsync();
        await using var second = await WatchedHost.StartAsync();

        second.Facts[0].Stamp.Epoch.ShouldBeGreaterThan(first.Facts[0].Stamp.Epoch);
    }
}
