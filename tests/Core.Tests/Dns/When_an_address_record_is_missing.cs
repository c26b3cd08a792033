using System.Collections.Immutable;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Planning;
using static Pipeline.Core.Tests.Dns.Sets;

namespace Pipeline.Core.Tests.Dns;

/// <summary>An SRV record points only to an address record that is ours and leads to its instance.</summary>
public sealed class When_an_address_record_is_missing
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly RecordSet Red = A("red", "192.0.2.7");
    private static readonly RecordSet Blue = A("blue", "192.0.2.8");
    private static readonly RecordSet Calc = Srv("calc", "1 red", "2 blue");
    private static readonly RecordSet Time = Srv("time", "3 blue");

    [Fact]
    public void While_all_can_become_ours_nothing_is_left_out() =>
        Fit().ShouldBe([Red, Blue, Calc, Time]);

    [Fact]
    public void What_points_to_somebody_elses_record_is_left_out() =>
        Fit(Entry(Blue, new RecordFound(A("blue", "203.0.113.9"), Finding.Foreign, Now))).ShouldBe([Red, Blue, Srv("calc", "1 red")]);

    [Fact]
    public void What_points_to_a_record_that_was_refused_is_left_out_until_another_form_of_it_is_desired()
    {
        Fit(Entry(Blue, Submit(Blue), new ChangeRefused("no", Now))).ShouldBe([Red, Blue, Srv("calc", "1 red")]);
        Fit(Entry(Blue, Submit(A("blue", "192.0.2.99")), new ChangeRefused("no", Now))).ShouldBe([Red, Blue, Calc, Time]);
    }

    [Fact]
    public void What_points_to_an_address_that_has_changed_and_was_refused_would_lead_elsewhere() =>
        Fit(Entry(Blue, Submit(A("blue", "192.0.2.1")), new ChangeAccepted("C1", Now), Submit(Blue), new ChangeRefused("no", Now)))
            .ShouldBe([Red, Blue, Srv("calc", "1 red")]);

    [Fact]
    public void What_points_to_a_record_of_unknown_outcome_waits() =>
        Fit(Entry(Blue, Submit(Blue))).ShouldBe([Red, Blue, Srv("calc", "1 red")]);

    [Fact]
    public void What_points_to_a_record_for_which_there_is_no_room_is_left_out_and_told()
    {
        var (wanted, fitted) = (Desired(Red, Blue, Calc, Time), Desired(Red, Calc, Time));

        var fit = ReachableTargets.Fit(fitted, wanted.Sets, []);

        fit.Sets.Values.ShouldBe([Red, Srv("calc", "1 red")], ignoreOrder: true);
        fit.LeftOut.ShouldBe([new LeftOut(Calc.Key.Name, 1, LeftOutReason.Targets), new LeftOut(Time.Key.Name, 1, LeftOutReason.Targets)]);
    }

    private static IEnumerable<RecordSet> Fit(params LedgerEntry[] ledger)
    {
        var desired = Desired(Red, Blue, Calc, Time);
        var fitted = ReachableTargets.Fit(desired, desired.Sets, ledger).Sets;
        return ((RecordSet[])[Red, Blue, Calc, Time]).Where(set => fitted.ContainsKey(set.Key)).Select(set => fitted[set.Key]);
    }

    private static DesiredRecords Desired(params RecordSet[] sets) => new(sets.ToImmutableDictionary(set => set.Key), []);

    private static ChangeSubmitted Submit(RecordSet set) => new(new RecordChange(ChangeAction.Create, set), Guid.Empty, Now);

    private static LedgerEntry Entry(RecordSet set, params LedgerEvent[] happened) => happened.Aggregate(
        LedgerEntry.Unwritten("local", set.Key), (entry, e) => LedgerEntry.Evolve(entry, entry.Id, e));
}
