using System.Diagnostics;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Operating;

/// <summary>However the process that leads goes, another one leads and has written within 15 s.</summary>
public sealed class When_a_leader_goes(RealPostgres postgres)
{
    private static readonly TimeSpan Aim = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Frozen_it_is_replaced_and_thawed_it_writes_nothing_and_stands_by()
    {
        await using var projectors = await TwoProjectors.StartAsync(postgres);
        (await projectors.ReadinessAsync(projectors.First)).ShouldStartWith($"ready: {TwoProjectors.NameOf(projectors.First)} leads since");
        (await projectors.ReadinessAsync(projectors.Second))
            .ShouldStartWith($"ready: this process stands by: {TwoProjectors.NameOf(projectors.First)} leads since");
        var since = Stopwatch.StartNew();

        await projectors.First.FreezeAsync();
        await projectors.WritesAsync(since, Aim);

        var zone = projectors.Fleet.ZoneNow();
        await projectors.First.ThawAsync();
        await projectors.First.SaysAsync("Leadership ended");
        var standsBy = $"ready: this process stands by: {TwoProjectors.NameOf(projectors.Second)} leads since";
        await Eventually.ThatAsync(
            async () => (await projectors.ReadinessAsync(projectors.First)).StartsWith(standsBy, StringComparison.Ordinal),
            "the first stands by");
        projectors.Fleet.ZoneNow().ShouldBe(zone);
        await projectors.WritesAsync(Stopwatch.StartNew(), Aim);
        (await projectors.Fleet.AskAsync<long>("select term from pipeline.lease")).ShouldBe(2, "the second leads on");
    }

    [Fact]
    public async Task Failure_23_its_list_that_was_held_back_while_another_led_changes_nothing()
    {
        await using var projectors = await TwoProjectors.StartAsync(postgres);
        await projectors.StartAsync("late-1", "late", 41_001);
        await projectors.AnswersAsync("late", 1);

        projectors.ToRoute53.Hold();
        await projectors.StartAsync("late-2", "late", 41_002);
        await Eventually.ThatAsync(() => projectors.ToRoute53.Held.Contains("41002"), "the first has sent its list");
        await projectors.First.FreezeAsync();

        await projectors.AnswersAsync("late", 2);
        await projectors.StopAsync("late-1");
        await projectors.StopAsync("late-2");
        await projectors.AnswersAsync("late", 0);
        await projectors.StartAsync("late-3", "late", 41_003);
        await projectors.AnswersAsync("late", 1);
        await projectors.StopAsync("late-3");
        await projectors.AnswersAsync("late", 0);

        projectors.Fleet.Route53.Counts.Refused.ShouldBe(0);
        projectors.ToRoute53.Release();
        await Eventually.ThatAsync(() => projectors.Fleet.Route53.Counts.Refused == 1, "Route 53 refuses the late list");
        projectors.CountAnswers("late").ShouldBe(0);

        await projectors.First.ThawAsync();
        await projectors.WritesAsync(Stopwatch.StartNew(), Aim);
        projectors.CountAnswers("late").ShouldBe(0);
    }

    [Fact]
    public async Task Killed_it_is_replaced()
    {
        await using var projectors = await TwoProjectors.StartAsync(postgres);
        var since = Stopwatch.StartNew();

        await projectors.First.KillAsync();

        await projectors.WritesAsync(since, Aim);
    }

    [Fact]
    public async Task Its_machine_vanished_it_is_replaced_though_the_server_still_has_its_sessions()
    {
        await using var projectors = await TwoProjectors.StartAsync(postgres);
        var since = Stopwatch.StartNew();

        projectors.CutOff();
        await projectors.First.KillAsync();

        await projectors.WritesAsync(since, Aim);
    }

    [Fact]
    public async Task Cut_off_it_stops_by_itself_and_is_replaced()
    {
        await using var projectors = await TwoProjectors.StartAsync(postgres);
        var since = Stopwatch.StartNew();

        projectors.CutOff();

        await projectors.WritesAsync(since, Aim);
        await projectors.First.SaysAsync("Leadership ended");
        (await projectors.ReadinessAsync(projectors.First)).ShouldStartWith("ready: this process stands by");
    }

    [Fact]
    public async Task Asked_to_stop_it_hands_over_at_once()
    {
        await using var projectors = await TwoProjectors.StartAsync(postgres);

        await projectors.First.StopAsync();

        await projectors.WritesAsync(Stopwatch.StartNew(), TimeSpan.FromSeconds(8));
    }
}
