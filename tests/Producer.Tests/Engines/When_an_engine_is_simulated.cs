using Microsoft.Extensions.Time.Testing;
using Pipeline.Producer.Engines.Simulated;

namespace Pipeline.Producer.Tests.Engines;

public class When_an_engine_is_simulated
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public void Host_ports_begin_where_the_ephemeral_range_does_and_freed_ones_are_used_again()
    {
        var engine = new SimulatedEngine("sim-1", time);
        var first = engine.Run(SimulatedRun.Of("calc-1", "calc"));
        engine.Run(SimulatedRun.Of("calc-2", "calc"));
        HostPorts(engine).ShouldBe([32768, 32769]);

        engine.Remove(first);
        engine.Run(SimulatedRun.Of("time-1", "time"));

        HostPorts(engine).ShouldBe([32768, 32769], ignoreOrder: true);
    }

    [Fact]
    public async Task Its_events_are_dockers()
    {
        var engine = new SimulatedEngine("sim-1", time);
        var since = (await engine.DescribeAsync(CancellationToken.None)).Clock;
        var id = engine.Run(SimulatedRun.Of("calc-1", "calc"));
        engine.Pause(id);
        engine.Unpause(id);
        engine.Restart(id);
        engine.Remove(id);

        var hints = await engine.WatchAsync(since, CancellationToken.None).Take(10).ToListAsync();

        hints.Select(hint => hint.Action).ShouldBe(
            ["start", "pause", "unpause", "kill", "die", "stop", "start", "kill", "die", "destroy"], ignoreOrder: false);
    }

    [Fact]
    public void A_restart_keeps_the_identifier_and_no_two_runs_begin_at_one_moment()
    {
        var engine = new SimulatedEngine("sim-1", time);
        var id = engine.Run(SimulatedRun.Of("calc-1", "calc"));
        var before = engine.Running.ShouldHaveSingleItem();

        engine.Restart(id);

        var after = engine.Running.ShouldHaveSingleItem();
        after.Id.ShouldBe(before.Id);
        after.StartedAt.ShouldBeGreaterThan(before.StartedAt);
    }

    [Fact]
    public async Task A_crash_takes_the_containers_along_and_refuses_every_call()
    {
        var engine = new SimulatedEngine("sim-1", time);
        engine.Run(SimulatedRun.Of("calc-1", "calc"));

        engine.Crash();

        engine.Running.ShouldBeEmpty();
        await Should.ThrowAsync<IOException>(() => engine.ListAsync(CancellationToken.None));
        engine.Recover();
        (await engine.ListAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Churn_fills_a_host_and_keeps_it_about_as_full()
    {
        var engine = new SimulatedEngine("sim-1", time);
        var settings = new ChurnSettings { Population = 5, Seed = 7 };
        using var stop = new CancellationTokenSource();
        var churning = new ChurnSimulator(engine, settings, time).RunAsync(stop.Token);
        var (seen, fewest, most) = (new HashSet<string>(), int.MaxValue, 0);

        await Eventually.ThatAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                var running = engine.Running;
                seen.UnionWith(running.Select(container => container.Id));
                (fewest, most) = (Math.Min(fewest, running.Count), Math.Max(most, running.Count));
                return seen.Count > 40;
            },
            "forty containers came and went");
        await stop.CancelAsync();
        await churning;

        fewest.ShouldBeGreaterThan(0);
        most.ShouldBeLessThanOrEqualTo(settings.Population + 1);
    }

    [Fact]
    public async Task The_same_seed_makes_the_same_history()
    {
        (await HistoryAsync(seed: 1)).ShouldBe(await HistoryAsync(seed: 1));
        (await HistoryAsync(seed: 1)).ShouldNotBe(await HistoryAsync(seed: 2));
    }

    [Fact]
    public void Simulated_hosts_have_names_and_addresses_of_their_own()
    {
        (SimulatedHost.Name(3), SimulatedHost.Address(3)).ShouldBe(("sim-3", "127.0.1.3"));
        Should.Throw<ArgumentOutOfRangeException>(() => SimulatedHost.Address(255));
    }

    private async Task<IReadOnlyList<string>> HistoryAsync(int seed)
    {
        var engine = new SimulatedEngine("sim-1", time);
        var churn = new ChurnSimulator(engine, new ChurnSettings { Seed = seed, DrainTime = TimeSpan.Zero }, time);
        List<string> history = [];
        for (var happening = 0; happening < 50; happening++)
        {
            await churn.StepAsync(CancellationToken.None);
            history.AddRange(engine.Running.Select(container => $"{container.Name} {container.Status}"));
        }

        return history;
    }

    private static IEnumerable<int> HostPorts(SimulatedEngine engine) =>
        engine.Running.SelectMany(container => container.Ports).SelectMany(port => port.Bindings).Select(binding => binding.Port);
}
