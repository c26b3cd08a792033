using Pipeline.Core.Dns;
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
    public void A_record_that_differs_was_edited() => Findings(Held, Another).ShouldBe([new RecordFound(Another, Finding.ForeignEdit, Now)]);

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
    public void Noted_it_is_found_once()
    {
        foreach (var zone in (ModelZone[])[ModelZone.Of(), ModelZone.Of(Calc), ModelZone.Of(Another)])
            foreach (var ledger in (ModelLedger[])[Held, Held.Submitted([Delete]), ModelLedger.Empty.Submitted([Create])])
                ZoneAudit.Between(zone.Sets, ledger.Audited(zone).Entries, Now).ShouldBeEmpty();
    }

    private static readonly RecordChange Create = new(ChangeAction.Create, Calc);
    private static readonly RecordChange Delete = new(ChangeAction.Delete, Calc);

    private static IEnumerable<RecordFound> Findings(ModelLedger ledger, params RecordSet[] zone) =>
        ZoneAudit.Between(ModelZone.Of(zone).Sets, ledger.Entries, Now).Select(f => f.Found);
}
