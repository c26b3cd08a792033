using System.Collections.Concurrent;
using CsCheck;
using Pipeline.Core.Health;

namespace Pipeline.Core.Tests.Health;

/// <summary>What holds under any interleaving of probe results, facts, rulings, answers, alarms and stops.</summary>
public sealed class Whatever_happens
{
    private const int Simulations = 2_000;

    private static readonly Gen<HealthStep[]> Turns = Gen.Select(
        Gen.Frequency(
            (8, Gen.Const(HealthStepKind.Pass)), (14, Gen.Const(HealthStepKind.Fail)), (1, Gen.Const(HealthStepKind.Run)), (1, Gen.Const(HealthStepKind.RunAnew)),
            (1, Gen.Const(HealthStepKind.Pause)), (1, Gen.Const(HealthStepKind.AskToStop)), (1, Gen.Const(HealthStepKind.End)), (3, Gen.Const(HealthStepKind.Hear)),
            (1, Gen.Const(HealthStepKind.HearAgain)), (6, Gen.Const(HealthStepKind.CarryOut)), (3, Gen.Const(HealthStepKind.AnswerStop)), (8, Gen.Const(HealthStepKind.Judge)),
            (6, Gen.Const(HealthStepKind.Ring)), (3, Gen.Const(HealthStepKind.WaitLittle)), (2, Gen.Const(HealthStepKind.WaitLong)), (1, Gen.Const(HealthStepKind.Retry)),
            (1, Gen.Const(HealthStepKind.Release))),
        Gen.Int[0, HealthSimulation.Size - 1],
        Gen.Int[0, 11],
        (what, whom, pick) => new HealthStep(what, whom, pick)).Array[0, 250];

    private static readonly Dictionary<HealthState, HashSet<(HealthTrigger, HealthState)>> Ways =
        Enum.GetValues<HealthState>().ToDictionary(state => state, state => HealthMachine.Ways(state).ToHashSet());

    [Fact]
    public void Every_step_is_one_of_the_tables() => Check(simulation =>
    {
        foreach (var change in simulation.History.Select(entry => entry.Happened).OfType<StateChanged>())
            Ways[change.From].Contains((change.Trigger, change.To)).ShouldBeTrue(change.ToString());
    });

    [Fact]
    public void Nothing_leaves_or_is_stopped_below_the_floor() => Check(simulation =>
    {
        foreach (var (whom, _, before) in Changes(simulation, HealthTrigger.Judged, HealthTrigger.StopAllowed))
        {
            var service = before.Standings.Where(one => one.IsPresent && one.Services.Contains(whom % 2 == 0 ? "calc" : "time")).ToList();
            var healthy = service.Count(one => one.State is HealthState.Healthy);
            healthy.ShouldBeGreaterThan(0);
            (healthy * 2).ShouldBeGreaterThanOrEqualTo(service.Count);
        }
    });

    [Fact]
    public void In_no_minute_are_more_condemned_or_stopped_than_may_be() => Check(simulation =>
    {
        foreach (var trigger in (HealthTrigger[])[HealthTrigger.Judged, HealthTrigger.StopAllowed])
        {
            var times = Changes(simulation, trigger).Select(entry => entry.Change.At).ToList();
            foreach (var at in times) times.Count(other => other <= at && other > at.AddMinutes(-1)).ShouldBeLessThanOrEqualTo(HealthSimulation.Bounds.StopsPerMinute);
        }
    });

    [Fact]
    public void Nobody_is_condemned_for_a_check_that_nobody_ever_passed() => Check(simulation =>
    {
        var proven = new HashSet<int>();
        foreach (var (whom, happened, _) in simulation.History)
        {
            if (happened is ProbeHeard { Result.Passed: true }) proven.Add(whom % 2);
            if (happened is StateChanged { Trigger: HealthTrigger.Judged }) proven.ShouldContain(whom % 2);
        }
    });

    [Fact]
    public void A_stop_is_ordered_only_after_the_records_are_gone_and_their_time_to_live_is_over() => Check(simulation =>
    {
        foreach (var stop in Changes(simulation, HealthTrigger.StopAllowed))
        {
            var until = simulation.History.Where(entry => entry.Whom == stop.Whom).Select(entry => entry.Happened).TakeWhile(happened => happened != stop.Change).ToList();
            until.OfType<VerdictReached>().Last().Condemned.ShouldBeTrue();
            until.OfType<StateChanged>().Last().Trigger.ShouldBe(HealthTrigger.LeftZone);
            (stop.Change.At - until.OfType<VerdictTaken>().Last().At).ShouldBeGreaterThanOrEqualTo(HealthSimulation.Policy.Ttl);
        }
    });

    [Fact]
    public void What_is_out_of_the_zone_and_what_is_condemned_is_the_same() => Check(simulation =>
    {
        foreach (var one in simulation.All.Where(one => one.IsLive))
        {
            if (one.State is HealthState.Condemned or HealthState.Draining) one.IsCondemned.ShouldBeTrue();
            if (one.State is HealthState.Starting or HealthState.Healthy or HealthState.Suspect or HealthState.Spared or HealthState.Unproven or HealthState.Released)
                one.IsCondemned.ShouldBeFalse();
        }
    });

    [Fact]
    public void And_all_of_it_does_happen()
    {
        var seen = new ConcurrentDictionary<(HealthState From, HealthState To), bool>();
        Check(simulation =>
        {
            foreach (var change in simulation.History.Select(entry => entry.Happened).OfType<StateChanged>()) seen.TryAdd((change.From, change.To), true);
        });

        foreach (var state in Enum.GetValues<HealthState>()) seen.Keys.Select(way => way.To).ShouldContain(state);
        seen.Keys.ShouldContain(way => (way.From == HealthState.Condemned || way.From == HealthState.Draining) && way.To == HealthState.Healthy, "one is reinstated");
    }

    private static IEnumerable<(int Whom, StateChanged Change, Picture Before)> Changes(HealthSimulation simulation, params HealthTrigger[] triggers) =>
        from entry in simulation.History
        let change = entry.Happened as StateChanged
        where change is not null && triggers.Contains(change.Trigger)
        select (entry.Whom, change, entry.Before);

    private static void Check(Action<HealthSimulation> holds) => Turns.Sample(turns => holds(HealthSimulation.After(turns)), iter: Simulations);
}
