using System.Collections.Concurrent;
using CsCheck;
using Pipeline.Core.Health;
using Pipeline.Core.Tests.Support;

namespace Pipeline.Core.Tests.Health;

/// <summary>What holds under any interleaving of probe results, facts, rulings, answers, alarms and stops.</summary>
public sealed class Whatever_happens
{
    private const int Wards = 2_000;

    private static readonly Gen<FleetStep[]> Turns = Gen.Select(
        Gen.Frequency(
            (8, Gen.Const(FleetEvent.Pass)),
            (14, Gen.Const(FleetEvent.Fail)),
            (1, Gen.Const(FleetEvent.Run)),
            (1, Gen.Const(FleetEvent.RunAnew)),
            (1, Gen.Const(FleetEvent.Pause)),
            (1, Gen.Const(FleetEvent.AskToStop)),
            (1, Gen.Const(FleetEvent.End)),
            (3, Gen.Const(FleetEvent.Hear)),
            (1, Gen.Const(FleetEvent.HearAgain)),
            (6, Gen.Const(FleetEvent.CarryOut)),
            (3, Gen.Const(FleetEvent.AnswerStop)),
            (8, Gen.Const(FleetEvent.Judge)),
            (6, Gen.Const(FleetEvent.Ring)),
            (3, Gen.Const(FleetEvent.WaitLittle)),
            (2, Gen.Const(FleetEvent.WaitLong)),
            (1, Gen.Const(FleetEvent.Retry)),
            (1, Gen.Const(FleetEvent.Release))),
        Gen.Int[0, SimulatedFleet.Size - 1],
        Gen.Int[0, 11],
        (what, whom, pick) => new FleetStep(what, whom, pick)).Array[0, 250];

    [Fact]
    public void Every_step_is_one_of_the_tables() => Check(fleet =>
    {
        foreach (var change in fleet.History.Select(entry => entry.Happened).OfType<StateChanged>())
            HealthMachine.GetTransitions(change.From).ShouldContain((change.Trigger, change.To));
    });

    [Fact]
    public void Nothing_leaves_or_is_stopped_below_the_floor() => Check(fleet =>
    {
        foreach (var (whom, _, before) in Changes(fleet, HealthTrigger.Judged, HealthTrigger.StopAllowed))
        {
            var service = before.Rows.Where(one => one.IsPresent && one.Services.Contains(whom % 2 == 0 ? "calc" : "time")).ToList();
            var healthy = service.Count(one => one.State is HealthState.Healthy);
            healthy.ShouldBeGreaterThan(0);
            (healthy * 2).ShouldBeGreaterThanOrEqualTo(service.Count);
        }
    });

    [Fact]
    public void A_container_leaves_with_its_task_only_if_enough_others_serve_what_it_serves() => Check(fleet =>
    {
        foreach (var (whom, _, before) in Changes(fleet, HealthTrigger.TaskCondemned))
        {
            var service = before.Rows.Where(one => one.IsPresent && one.Services.Contains(whom % 2 == 0 ? "calc" : "time")).ToList();
            var left = service.Count(one => one.State is HealthState.Healthy) - (StateBefore(fleet, whom) is HealthState.Healthy ? 1 : 0);
            left.ShouldBeGreaterThan(0);
            (left * 2).ShouldBeGreaterThanOrEqualTo(service.Count);

            HealthState StateBefore(SimulatedFleet of, int one) => Fold(
                of.History.TakeWhile(entry => !ReferenceEquals(entry.Before, before)), one).State;
        }
    });

    [Fact]
    public void A_stop_ends_no_container_that_still_answers() => Check(fleet =>
    {
        foreach (var stop in Changes(fleet, HealthTrigger.StopAllowed).Where(entry => SimulatedFleet.IsOfTask(entry.Whom)))
        {
            Fold(fleet.History.TakeWhile(entry => entry.Happened != stop.Change), 1 - stop.Whom).State.ShouldBeOneOf(
                HealthState.Draining, HealthState.Stopping, HealthState.Stopped, HealthState.Paused, HealthState.Stuck);
        }
    });

    [Fact]
    public void Nobody_stays_out_with_a_task_that_stays() => Check(fleet =>
    {
        fleet.Settle();
        foreach (var one in fleet.All.Where(one => one.LeavesWithTask))
            fleet.All.ShouldContain(other => other.ContainerId != one.ContainerId && TaskRemoval.Leads(other, fleet.Now));
    });

    [Fact]
    public void In_no_minute_are_more_condemned_or_stopped_than_may_be() => Check(fleet =>
    {
        foreach (var trigger in (HealthTrigger[])[HealthTrigger.Judged, HealthTrigger.StopAllowed])
        {
            var times = Changes(fleet, trigger).Select(entry => entry.Change.At).ToList();
            foreach (var at in times)
            {
                var inTheMinuteBefore = times.Count(other => other <= at && other > at.AddMinutes(-1));
                inTheMinuteBefore.ShouldBeLessThanOrEqualTo(SimulatedFleet.Bounds.StopsPerMinute);
            }
        }
    });

    [Fact]
    public void Nobody_is_condemned_for_a_check_that_nobody_ever_passed() => Check(fleet =>
    {
        var proven = new HashSet<int>();
        foreach (var (whom, happened, _) in fleet.History)
        {
            if (happened is ProbeHeard { Result.Passed: true }) proven.Add(whom % 2);
            if (happened is StateChanged { Trigger: HealthTrigger.Judged }) proven.ShouldContain(whom % 2);
        }
    });

    [Fact]
    public void A_stop_is_ordered_only_after_the_records_are_gone_and_their_time_to_live_is_over() => Check(fleet =>
    {
        foreach (var stop in Changes(fleet, HealthTrigger.StopAllowed))
        {
            var until = fleet.History
                .Where(entry => entry.Whom == stop.Whom)
                .Select(entry => entry.Happened)
                .TakeWhile(happened => happened != stop.Change)
                .ToList();
            until.OfType<VerdictReached>().Last().Condemned.ShouldBeTrue();
            until.OfType<StateChanged>().Last().Trigger.ShouldBe(HealthTrigger.LeftZone);
            (stop.Change.At - until.OfType<VerdictTaken>().Last().At).ShouldBeGreaterThanOrEqualTo(SimulatedFleet.Policy.Ttl);
        }
    });

    [Fact]
    public void What_is_out_of_the_zone_and_what_is_condemned_is_the_same() => Check(fleet =>
    {
        foreach (var one in fleet.All.Where(one => one.IsLive))
        {
            if (one.State is HealthState.Condemned or HealthState.Draining) one.IsCondemned.ShouldBeTrue();
            if (one.State is HealthState.Starting or HealthState.Healthy or HealthState.Suspect
                or HealthState.Spared or HealthState.Unproven or HealthState.Released)
            {
                one.IsCondemned.ShouldBeFalse();
            }
        }
    });

    [Fact]
    public void And_all_of_it_does_happen()
    {
        var seen = new ConcurrentDictionary<(HealthState From, HealthState To), bool>();
        Check(fleet =>
        {
            foreach (var change in fleet.History.Select(entry => entry.Happened).OfType<StateChanged>())
                seen.TryAdd((change.From, change.To), true);
        });

        foreach (var state in Enum.GetValues<HealthState>()) seen.Keys.Select(way => way.To).ShouldContain(state);
        seen.Keys.ShouldContain(
            way => (way.From == HealthState.Condemned || way.From == HealthState.Draining) && way.To == HealthState.Healthy,
            "one is reinstated");
    }

    private static ContainerHealth Fold(IEnumerable<(int Whom, HealthEvent Happened, FleetSnapshot Before)> history, int whom) => history
        .Where(entry => entry.Whom == whom)
        .Aggregate((ContainerHealth?)null, (health, entry) => ContainerHealth.Evolve(health, $"{whom}", entry.Happened))!;

    private static IEnumerable<(int Whom, StateChanged Change, FleetSnapshot Before)> Changes(
        SimulatedFleet fleet, params HealthTrigger[] triggers) =>
        from entry in fleet.History
        let change = entry.Happened as StateChanged
        where change is not null && triggers.Contains(change.Trigger)
        select (entry.Whom, change, entry.Before);

    private static void Check(Action<SimulatedFleet> holds) => Turns.Sample(turns => holds(SimulatedFleet.After(turns)), iter: Wards);
}
