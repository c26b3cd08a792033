using Pipeline.Contracts;
using Pipeline.Producer.Engines.Simulated;
using Pipeline.Producer.Settings;

namespace Pipeline.Producer.Tests.Watching;

public class When_the_bus_is_away
{
    [Fact]
    public async Task Nothing_is_dropped_and_the_newest_state_arrives_when_it_is_back()
    {
        await using var host = await WatchedHost.StartAsync();
        host.Bus.IsAway = true;

        var id = host.Engine.Run(SimulatedRun.Of("calc-1", "calc"));
        await Eventually.ThatAsync(() => host.Bus.Refused > 0, "a refused batch");
        host.Engine.Restart(id);
        host.Engine.Run(SimulatedRun.Of("calc-2", "calc"));
        await Eventually.ThatAsync(() => host.Agent.Status.Unpublished >= 2, "facts wait");
        host.Bus.IsAway = false;

        await host.AgreesInTimeAsync();
    }

    [Fact]
    public async Task A_full_report_follows_when_it_is_back()
    {
        await using var host = await WatchedHost.StartAsync(new AgentSettings { ReportInterval = TimeSpan.FromHours(1) });
        host.Bus.IsAway = true;
        host.Engine.Run(SimulatedRun.Of("calc-1", "calc"));
        await Eventually.ThatAsync(() => host.Bus.Refused > 0, "a refused batch");

        host.Bus.IsAway = false;

        await host.SeesInTimeAsync(facts => facts.OfType<HostReported>().Count() == 2, "a report long before its time");
        host.Facts[^1].ShouldBeOfType<HostReported>().Containers.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Memory_stays_bounded_and_one_full_report_says_what_was_forgotten()
    {
        RecordingEngine looks = null!;
        await using var host = await WatchedHost.StartAsync(
            new AgentSettings { OutboxCapacity = 10 }, wrap: engine => looks = new RecordingEngine(engine));
        host.Bus.IsAway = true;

        var gone = new List<string>();
        for (var wave = 0; wave < 20; wave++)
        {
            foreach (var number in Enumerable.Range(1, 10)) host.Engine.Run(SimulatedRun.Of($"calc-{wave}-{number}", "calc"));
            foreach (var old in host.Engine.Running.Take(5))
            {
                host.Engine.Remove(old.Id);
                gone.Add(old.Id);
            }

            host.Time.Advance(TimeSpan.FromSeconds(10));
            host.Agent.Status.Unpublished.ShouldBeLessThanOrEqualTo(11);
        }

        // What nobody looked at yet would be stated for the first time, and not again.
        await Eventually.ThatAsync(
            () => gone.All(id => looks.Found(id) is false)
                && host.Engine.Running.All(container => looks.Found(container.Id) is true),
            "the agent has looked at all");
        var heard = host.Facts.Count;
        host.Bus.IsAway = false;

        await host.AgreesInTimeAsync();
        host.Facts.Skip(heard).Count(fact => fact is not HostReported).ShouldBeLessThanOrEqualTo(10 + 10);
    }

    [Fact]
    public async Task Facts_always_arrive_in_the_order_of_their_stamps()
    {
        await using var host = await WatchedHost.StartAsync();
        for (var round = 0; round < 10; round++)
        {
            host.Bus.IsAway = round % 2 == 0;
            host.Engine.Run(SimulatedRun.Of($"calc-{round}", "calc"));
            host.Engine.Stop(host.Engine.Running[0].Id);
            host.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        host.Bus.IsAway = false;
        await host.AgreesInTimeAsync();

        host.Facts.Zip(host.Facts.Skip(1)).ShouldAllBe(pair => pair.Second.Stamp.IsNewerThan(pair.First.Stamp));
    }
}
