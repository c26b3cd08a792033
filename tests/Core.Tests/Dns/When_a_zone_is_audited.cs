using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Planning;
using Pipeline.Core.Tests.Support;
using static Pipeline.Core.Tests.Dns.Sets;

namespace Pipeline.Core.Tests.Dns;

public sealed class When_a_zone_is_audited
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly RecordSet Calc = Srv("calc", "32768 red");
    private static readonly RecordSet Another = Srv("calc", "32769 red");

    private static readonly ModelLedger Held = ModelLedger.Of(Calc);

    [Fact]
    public void Agreement_is_not_worth_a_word() => Findings(Held, Calc).ShouldBeEmpty();

    [Fact]
    public void A_record_that_the_ledger_does_not_know_is_none_of_its_business() =>
        Findings(Held, Calc, Srv("www", "443 elsewhere")).ShouldBeEmpty();

    [Fact]
    public void A_record_that_the_ledger_let_go_is_none_of_its_business() =>
        Findings(Held.Submitted([Delete]).Accepted([Delete]), Another).ShouldBeEmpty();

    [Fact]
    public void A_record_that_was_refused_is_none_of_its_business() =>
        Findings(ModelLedger.Empty.Submitted([Create]).Refused([Create]), Another).ShouldBeEmpty();

    [Fact]
    public void A_record_that_is_gone_is_a_lost_write() => Findings(Held).ShouldBe([new RecordFound(null, Finding.LostWrite, Now)]);

    [Fact]
    public void A_record_that_differs_was_edited() =>
        Findings(Held, Another).ShouldBe([new RecordFound(Another, Finding.ForeignEdit, Now)]);

    [Fact]
    public void Another_time_to_live_is_an_edit_too() =>
        Findings(Held, Calc with { Ttl = 5 }).ShouldBe([new RecordFound(Calc with { Ttl = 5 }, Finding.ForeignEdit, Now)]);

    [Fact]
    public void An_open_outcome_is_settled_by_what_is_there()
    {
        Findings(ModelLedger.Empty.Submitted([Create]), Calc).ShouldBe([new RecordFound(Calc, Finding.OutcomeSettled, Now)]);
        Findings(ModelLedger.Empty.Submitted([Create])).ShouldBe([new RecordFound(null, Finding.OutcomeSettled, Now)]);
        Findings(Held.Submitted([Delete]), Calc).ShouldBe([new RecordFound(Calc, Finding.OutcomeSettled, Now)]);
        Findings(Held.Submitted([Delete])).ShouldBe([new RecordFound(null, Finding.OutcomeSettled, Now)]);
    }

    [Fact]
    public void What_stood_where_a_record_was_to_be_added_is_foreign() =>
        Findings(ModelLedger.Empty.Submitted([Create]), Another).ShouldBe([new RecordFound(Another, Finding.Foreign, Now)]);

    [Fact]
    public void What_came_by_an_older_change_of_unknown_outcome_is_ours()
    {
        var newer = new RecordChange(ChangeAction.Create, Another);
        var ledger = ModelLedger.Empty.Submitted([Create]).Audited(ModelZone.Of()).Submitted([newer]);

        Findings(ledger, Calc).ShouldBe([new RecordFound(Calc, Finding.OutcomeSettled, Now)]);
    }

    [Fact]
    public void A_deleted_record_that_is_back_as_it_was_is_an_orphan() =>
        Findings(Held.Submitted([Delete]).Accepted([Delete]), Calc).ShouldBe([new RecordFound(Calc, Finding.Orphan, Now)]);

    [Fact]
    public void A_change_that_takes_effect_after_the_zone_was_read_is_an_orphan() =>
        Findings(ModelLedger.Empty.Submitted([Create]).Audited(ModelZone.Of()).Submitted([Create]).Refused([Create]), Calc)
            .ShouldBe([new RecordFound(Calc, Finding.Orphan, Now)]);

    [Fact]
    public void A_desired_record_whose_place_is_taken_is_in_conflict() =>
        Conflicts(ModelLedger.Empty, [Calc], Another).ShouldBe([new RecordFound(Another, Finding.Foreign, Now, Calc.Key)]);

    [Fact]
    public void So_is_one_whose_name_has_another_policy() =>
        Conflicts(ModelLedger.Empty, [Calc], Weighted).ShouldBe([new RecordFound(Weighted, Finding.Foreign, Now, Calc.Key)]);

    [Fact]
    public void A_weighted_record_beside_somebody_elses_is_not() =>
        Conflicts(ModelLedger.Empty, [Weighted with { Key = Calc.Key with { SetIdentifier = "red:c2" } }], Weighted).ShouldBeEmpty();

    [Fact]
    public void What_is_ours_is_not_in_its_own_way() => Conflicts(Held, [Calc], Calc).ShouldBeEmpty();

    [Fact]
    public void A_conflict_is_found_once_and_ends_when_what_stood_there_is_gone()
    {
        var found = Conflicts(ModelLedger.Empty, [Calc], Weighted).Single();
        var entry = LedgerEntry.Evolve(null, LedgerEntry.StreamOf(ModelLedger.Zone, Calc.Key), found);

        ZoneAudit.Conflicts(ModelZone.Of(Weighted).Sets, ModelZone.Of(Calc).Sets, [entry], ModelLedger.Zone, Now).ShouldBeEmpty();
        ZoneAudit.Between(ModelZone.Of(Weighted).Sets, [entry], Now).ShouldBeEmpty();
        ZonePlan.Between(ModelZone.Of(Calc).Sets, [entry]).ShouldBeEmpty();

        var gone = ZoneAudit.Between(ModelZone.Of().Sets, [entry], Now).Single().Found;
        gone.Finding.ShouldBe(Finding.ForeignGone);
        ZonePlan.Between(ModelZone.Of(Calc).Sets, [LedgerEntry.Evolve(entry, entry.Id, gone)]).ShouldBe([Create]);
    }

    [Fact]
    public void Noted_it_is_found_once()
    {
        foreach (var zone in (ModelZone[])[ModelZone.Of(), ModelZone.Of(Calc), ModelZone.Of(Another)])
            foreach (var ledger in (ModelLedger[])[Held, Held.Submitted([Delete]), ModelLedger.Empty.Submitted([Create])])
                ZoneAudit.Between(zone.Sets, ledger.Audited(zone).Entries, Now).ShouldBeEmpty();
    }

    private static readonly RecordChange Create = new(ChangeAction.Create, Calc);
    private static readonly RecordChange Delete = new(ChangeAction.Delete, Calc);

    private static readonly RecordSet Weighted = Calc with
    {
        Key = Calc.Key with { SetIdentifier = "red:c1" },
        Routing = Routing.Weighted(1),
    };

    private static IEnumerable<RecordFound> Conflicts(ModelLedger ledger, RecordSet[] desired, params RecordSet[] zone) =>
        ZoneAudit.Conflicts(ModelZone.Of(zone).Sets, ModelZone.Of(desired).Sets, ledger.Entries, ModelLedger.Zone, Now)
            .Select(f => f.Found);

    private static IEnumerable<RecordFound> Findings(ModelLedger ledger, params RecordSet[] zone) =>
        ZoneAudit.Between(ModelZone.Of(zone).Sets, ledger.Entries, Now).Select(f => f.Found);
}
