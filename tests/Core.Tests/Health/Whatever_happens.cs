using System.Collections.Concurrent;
using CsCheck;
using Pipeline.Core.Health;

namespace Pipeline.Core.Tests.Health;

/// <summary>What holds under any interleaving of probe results, facts, rulings, answers, alarms and stops.</summary>
public sealed class Whatever_happens
{
    private const int Wards = 2_000;

    private static readonly Gen<Turn[]> Turns = Gen.Select(
        Gen.Frequency(
            (8, Gen.Const(Happening.Pass)), (14, Gen.Const(Happening.Fail)), (1, Gen.Const(Happening.Run)), (1, Gen.Const(Happening.RunAnew)),
            (1, Gen.Const(Happening.Pause)), (1, Gen.Const(Happening.AskToStop)), (1, Gen.Const(Happening.End)), (3, Gen.Const(Happening.Hear)),
            (1, Gen.Const(Happening.HearAgain)), (6, Gen.Const(Happening.CarryOut)), (3, Gen.Const(Happening.AnswerStop)), (8, Gen.Const(Happening.Judge)),
            (6, Gen.Const(Happening.Ring)), (3, Gen.Const(Happening.WaitLittle)), (2, Gen.Const(Happening.WaitLong)), (1, Gen.Const(Happening.Retry)),
            (1, Gen.Const(Happening.Release))),
        Gen.Int[0, Ward.Size - 1],
        Gen.Int[0, 11],
        (what, whom, pick) => new Turn(what, whom, pick)).Array[0, 250];

    private static readonly Dictionary<HealthState, HashSet<(HealthTrigger, HealthState)>> Ways =
        Enum.GetValues<HealthState>().ToDictionary(state => state, state => HealthMachine.Ways(state).ToHashSet());

    [Fact]
    public void Every_step_is_one_of_the_tables() => Check(ward =>
    {
        foreach (var change in ward.History.Select(entry => entry.Happened).OfType<StateChanged>())
            Ways[change.From].Contains((change.Trigger, change.To)).ShouldBeTrue(change.ToString());
    });

    [Fact]
    public void Nothing_leaves_or_is_stopped_below_the_floor() => Check(ward =>
    {
        foreach (var (whom, _, before) in Changes(ward, HealthTrigger.Judged, HealthTrigger.StopAllowed))
        {
            var service = before.Standings.Where(one => one.IsPresent && one.Services.Contains(whom % 2 == 0 ? "calc" : "time")).ToList();
            var healthy = service.Count(one => one.State is HealthState.Healthy);
            healthy.ShouldBeGreaterThan(0);
            (healthy * 2).ShouldBeGreaterThanOrEqualTo(service.Count);
        }
    });

    [Fact]
    public void In_no_minute_are_more_condemned_or_stopped_than_may_be() => Check(ward =>
    {
        foreach (var trigger in (HealthTrigger[])[HealthTrigger.Judged, HealthTrigger.StopAllowed])
        {
            var times = Changes(ward, trigger).Select(entry => entry.Change.At).ToList();
            foreach (var at in times) times.Count(other => other <= at && other > at.AddMinutes(-1)).ShouldBeLessThanOrEqualTo(Ward.Bounds.StopsPerMinute);
        }
    });

    [Fact]
    public void Nobody_is_condemned_for_a_check_that_nobody_ever_passed() => Check(ward =>
    {
        var proven = new HashSet<int>();
        foreach (var (whom, happened, _) in ward.History)
        {
            if (happened is ProbeHeard { Result.Passed: true }) proven.Add(whom % 2);
            if (happened is StateChanged { Trigger: HealthTrigger.Judged }) proven.ShouldContain(whom % 2);
        }
    });

    [Fact]
    public void A_stop_is_ordered_only_after_the_records_are_gone_and_their_time_to_live_is_over() => Check(ward =>
    {
        foreach (var stop in Changes(ward, HealthTrigger.StopAllowed))
        {
            var until = ward.History.Where(entry => entry.Whom == stop.Whom).Select(entry => entry.Happened).TakeWhile(happened => happened != stop.Change).ToList();
            until.OfType<VerdictReached>().Last().Condemned.ShouldBeTrue();
            until.OfType<StateChanged>().Last().Trigger.ShouldBe(HealthTrigger.LeftZone);
            (stop.Change.At - until.OfType<VerdictTaken>().Last().At).ShouldBeGreaterThanOrEqualTo(Ward.Policy.Ttl);
        }
    });

    [Fact]
    public void What_is_out_of_the_zone_and_what_is_condemned_is_the_same() => Check(ward =>
    {
        foreach (var one in ward.All.Where(one => one.IsLive))
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
        Check(ward =>
        {
            foreach (var change in ward.History.Select(entry => entry.Happened).OfType<StateChanged>()) seen.TryAdd((change.From, change.To), true);
        });

        foreach (var state in Enum.GetValues<HealthState>()) seen.Keys.Select(way => way.To).ShouldContain(state);
        seen.Keys.ShouldContain(way => (way.From == HealthState.Condemned || way.From == HealthState.Draining) && way.To == HealthState.Healthy, "one is reinstated");
    }

    private static IEnumerable<(int Whom, StateChanged Change, Picture Before)> Changes(Ward ward, params HealthTrigger[] triggers) =>
        from entry in ward.History
        let change = entry.Happened as StateChanged
        where change is not null && triggers.Contains(change.Trigger)
        select (entry.Whom, change, entry.Before);

    private static void Check(Action<Ward> holds) => Turns.Sample(turns => holds(Ward.After(turns)), iter: Wards);
}
