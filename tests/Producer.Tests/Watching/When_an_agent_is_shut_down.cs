using Pipeline.Contracts;
using Pipeline.Producer.Engines.Simulated;
using Pipeline.Producer.Settings;

namespace Pipeline.Producer.Tests.Watching;

public class When_an_agent_is_shut_down
{
    [Fact]
    public async Task It_says_nothing_unless_it_is_told_to_leave()
    {
        await using var host = await WatchedHost.StartAsync(before: engine => engine.Run(SimulatedRun.Of("calc-1", "calc")));

        await host.StopAsync();

        host.Facts.OfType<HostLeft>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Told_to_leave_it_withdraws_the_host_as_its_last_word()
    {
        await using var host = await WatchedHost.StartAsync(
            new AgentSettings { LeaveOnShutdown = true }, engine => engine.Run(SimulatedRun.Of("calc-1", "calc")));

        await host.StopAsync();

        host.Facts[^1].ShouldBeOfType<HostLeft>().Reason.ShouldBe("shutdown");
        host.Facts[^1].Stamp.ShouldBe(host.Facts.MaxBy(fact => fact.Stamp.Sequence)!.Stamp);
        host.Registry.Containers.ShouldBeEmpty();
    }

    [Fact]
    public async Task It_does_not_wait_for_ever_for_a_bus_that_is_away()
    {
        await using var host = await WatchedHost.StartAsync(new AgentSettings { LeaveOnShutdown = true });
        host.Bus.IsAway = true;

        var stopped = host.StopAsync();

        await Eventually.ThatAsync(
            () =>
            {
                host.Time.Advance(TimeSpan.FromSeconds(1));
                return stopped.IsCompleted;
            },
            "the agent ends");
    }
}
