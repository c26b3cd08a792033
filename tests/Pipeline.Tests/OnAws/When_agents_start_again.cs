using Pipeline.Contracts;
using Pipeline.Tests.Facts;

namespace Pipeline.Tests.OnAws;

[Collection(typeof(HostTests))]
public sealed class When_agents_start_again(StandInFleet fleet)
{
    [Fact]
    public async Task Killed_and_started_at_once_ten_times_no_doubt_is_shown_and_no_name_leaves()
    {
        const string Host = "restless", Address = "127.0.7.1";
        var interval = TimeSpan.FromSeconds(30); // a host that is killed before each of its reports is rightly suspected
        await using var engine = await StandInEngine.StartAsync();
        var kept = engine.Run("restless", 4401);
        for (var start = 0; start < 10; start++)
        {
            await using var agent = await fleet.StartAgentAsync(engine, Host, Address, interval: interval);
            if (start == 0) await fleet.LeadsToAsync("restless", $"{Host}:4401");
            await agent.KillAsync();
        }

        await using var last = await fleet.StartAgentAsync(engine, Host, Address, interval: interval);
        engine.Run("restless-later", 4402);
        await fleet.LeadsToAsync("restless-later", $"{Host}:4402");
        fleet.Places("restless").ShouldBe([$"{Host}:4401"]);
        foreach (var never in new[] { "host_doubted", "host_suspected" }) (await fleet.CountAsync(Host, never)).ShouldBe(0, never);
        (await DatabaseCounts.CountAsync(fleet.Database, kept, "instance_withdrawn")).ShouldBe(0);
    }

    [Fact]
    public async Task Under_another_name_the_host_takes_its_containers_with_it_and_stragglers_do_not_move_them_back()
    {
        const string Old = "old-name", New = "new-name", Address = "127.0.7.2";
        await using var engine = await StandInEngine.StartAsync();
        var id = engine.Run("renamed", 4403);
        Stamp stamp;
        await using (var agent = await fleet.StartAgentAsync(engine, Old, Address))
        {
            await fleet.LeadsToAsync("renamed", $"{Old}:4403");
            stamp = StandInFleet.StampOf(agent);
        }

        await using var renamed = await fleet.StartAgentAsync(engine, New, Address);
        await fleet.LeadsToAsync("renamed", $"{New}:4403");

        // What the old agent said last, as if the queue had delayed it.
        var old = new ModelHost(Old, Address);
        var container = old.Container(id, "renamed", 4403);
        IHostFact[] stragglers =
        [
            old.Started(container) with { Stamp = stamp with { Sequence = 1_001 } },
            old.Stopped(id) with { Stamp = stamp with { Sequence = 1_002 } },
            old.Reported(container) with { Stamp = stamp with { Sequence = 1_003 } },
        ];
        foreach (var straggler in stragglers) await fleet.Facts.PublishAsync(straggler);
        await fleet.LogsAsync($"is doubted: host {Old} reports it too");

        engine.Run("renamed-later", 4404);
        await fleet.LeadsToAsync("renamed-later", $"{New}:4404");
        fleet.Places("renamed").ShouldBe([$"{New}:4403"]);
    }
}
