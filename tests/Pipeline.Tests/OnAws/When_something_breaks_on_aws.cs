using Pipeline.Tests.RealParts;
using Pipeline.Tests.Route53Emulator;

namespace Pipeline.Tests.OnAws;

/// <summary>
/// Two projectors and five agents run as processes. Whatever breaks during a burst, the zone ends equal to what the engines run, and no
/// record of others is changed.
/// </summary>
public sealed class When_something_breaks_on_aws(Fleet fleet, Moto moto) : IClassFixture<Fleet>
{
    [Fact]
    public async Task Nothing_breaks_and_every_container_is_in_the_zone_until_it_ends()
    {
        await fleet.BurstAsync("calm");
        await fleet.ZoneEqualsTruthAsync();
        fleet.Route53.Counts.Throttled.ShouldBe(0);

        await fleet.RemoveAsync(butOfEachHost: 1);
        await fleet.ZoneEqualsTruthAsync();
    }

    [Fact]
    public async Task The_leading_projector_is_killed()
    {
        var burst = fleet.BurstAsync("leader");
        var killed = await fleet.KillLeaderAsync();
        await burst;

        await fleet.ZoneEqualsTruthAsync();
        await fleet.StartProjectorAsync(killed);
        await fleet.RemoveAsync();
        await fleet.ZoneEqualsTruthAsync();
    }

    [Fact]
    public async Task An_agent_is_killed()
    {
        var burst = fleet.BurstAsync("agent");
        await fleet.KillAgentAsync(2);
        await burst;
        await fleet.RemoveAsync(butOfEachHost: 2);

        await fleet.StartAgentAsync(2);
        await fleet.ZoneEqualsTruthAsync();
    }

    [Fact]
    public async Task The_database_is_away_for_a_while()
    {
        fleet.Database.Cut();
        await fleet.BurstAsync("database");
        await fleet.RemoveAsync(butOfEachHost: 3);
        fleet.Database.Mend();

        await fleet.ZoneEqualsTruthAsync();
    }

    [Fact]
    public async Task The_broker_is_away_for_a_while()
    {
        var burst = fleet.BurstAsync("broker");
        fleet.Broker.Cut();
        await burst;
        await fleet.RemoveAsync(butOfEachHost: 3);
        fleet.Broker.Mend();

        await fleet.ZoneEqualsTruthAsync();
    }

    [Fact]
    public async Task Every_message_comes_again_twice_late_and_out_of_order()
    {
        await using var echo = await FactRepeater.OfAsync(fleet);
        await fleet.BurstAsync("echo");
        await fleet.RemoveAsync(butOfEachHost: 2);
        await fleet.ZoneEqualsTruthAsync();

        (await echo.RepeatAsync(times: 2)).ShouldBeGreaterThan(20);
        await echo.IsConsumedAsync();
        await fleet.ZoneEqualsTruthAsync();
    }

    [Fact]
    public async Task A_task_sickens_and_a_health_saga_is_killed_while_it_leaves()
    {
        using var scene = await EcsScene.CreateAsync(moto);
        await scene.AddMachineAsync();
        var (sick, well) = (await scene.RunTaskAsync(), await scene.RunTaskAsync());
        await fleet.RemoveAsync();
        await Task.WhenAll(fleet.StartHealthSagaAsync(0), fleet.StartHealthSagaAsync(1));
        var containers = await Task.WhenAll(
            fleet.AdmitAsync(0, "patient", sick, scene.Cluster), fleet.AdmitAsync(1, "patient", well, scene.Cluster));
        await Task.WhenAll(containers.Select(id => fleet.StoryHoldsAsync(id, "→ healthy")));
        await fleet.ZoneEqualsTruthAsync();

        await fleet.SickensAsync(0, containers[0]);
        await fleet.StoryHoldsAsync(containers[0], "→ ejecting");
        await fleet.KillHealthSagaAsync(0);

        await Eventually.ThatAsync(async () =>
        {
            var stopped = await scene.IsStoppedAsync(sick);
            if (stopped) fleet.Answers("patient").ShouldBe(1, "the record leaves before the task is stopped");
            return stopped;
        }, "ECS stopped the task", TimeSpan.FromMinutes(2));
        (await scene.IsStoppedAsync(well)).ShouldBeFalse();
        await fleet.RemoveAllOfAsync(0);
        await fleet.StoryHoldsAsync(containers[0], "→ stopped");
        await fleet.ZoneEqualsTruthAsync();
        await fleet.StopHealthSagasAsync();
    }

    [Theory]
    [InlineData("an error")]
    [InlineData("Throttling")]
    [InlineData("PriorRequestNotComplete")]
    [InlineData("no answer though it was done")]
    [InlineData("an error though it was done")]
    public async Task Route_53_answers_with(string fault)
    {
        fleet.Route53.InjectFault(Faults[fault], Actions.Change, times: 3);
        await fleet.BurstAsync("faults", perHost: 2);
        await fleet.ZoneEqualsTruthAsync();

        await fleet.RemoveAsync();
        await fleet.ZoneEqualsTruthAsync();
    }

    private static readonly Dictionary<string, Fault> Faults = new()
    {
        ["an error"] = Fault.InternalError,
        ["Throttling"] = Fault.Throttled,
        ["PriorRequestNotComplete"] = Fault.ZoneBusy,
        ["no answer though it was done"] = Fault.BreaksAfter,
        ["an error though it was done"] = Fault.FailsAfter,
    };
}
