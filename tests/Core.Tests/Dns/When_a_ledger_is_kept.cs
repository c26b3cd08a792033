using Pipeline.Core.Dns;
using static Pipeline.Core.Tests.Dns.Sets;

namespace Pipeline.Core.Tests.Dns;

public sealed class When_a_ledger_is_kept
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly RecordSet Calc = Srv("calc", "32768 red");
    private static readonly RecordSet Another = Srv("calc", "32769 red");
    private static readonly ChangeSubmitted Submitted = new(new RecordChange(ChangeAction.Create, Calc), Guid.Empty, Now);

    [Fact]
    public void Its_streams_name_the_zone_and_the_record()
    {
        LedgerEntry.StreamOf("local", Calc.Key).ShouldBe("zone/local/calc.servicediscovery.internal/SRV");
        Entry(Submitted).ShouldSatisfyAllConditions(
            e => e.Zone.ShouldBe("local"),
            e => e.Key.ShouldBe(Calc.Key),
            e => e.Since.ShouldBe(Now));
    }

    [Fact]
    public void A_submitted_change_has_an_open_outcome() =>
        Entry(Submitted).ShouldSatisfyAllConditions(e => e.Pending.ShouldBe(Submitted.Change), e => e.Held.ShouldBeNull());

    [Fact]
    public void An_accepted_change_is_held_and_in_sync_once_its_receipt_is()
    {
        Entry(Submitted, Accepted("C1")).ShouldSatisfyAllConditions(
            e => e.Held.ShouldBe(Calc), e => e.Pending.ShouldBeNull(), e => (e.ChangeId, e.InSync).ShouldBe(("C1", false)));
        Entry(Submitted, Accepted("C1"), new ChangeInSync("C1", Now)).InSync.ShouldBeTrue();
    }

    [Fact]
    public void The_receipt_of_an_older_change_says_nothing_of_the_newer() =>
        Entry(Submitted, Accepted("C1"), Submit(ChangeAction.Upsert, Another), Accepted("C2"), new ChangeInSync("C1", Now))
            .InSync.ShouldBeFalse();

    [Fact]
    public void A_newer_change_is_out_of_sync_at_first() =>
        Entry(Submitted, Accepted("C1"), new ChangeInSync("C1", Now), Submit(ChangeAction.Upsert, Another), Accepted("C2"))
            .ShouldSatisfyAllConditions(e => e.Held.ShouldBe(Another), e => e.InSync.ShouldBeFalse());

    [Fact]
    public void A_record_that_was_taken_over_is_held_as_it_is_and_no_longer_in_the_way() =>
        Entry(new RecordFound(Another, Finding.Foreign, Now, Calc.Key), new RecordAdopted(Another, RecordOrigin.Hand, Now))
            .ShouldSatisfyAllConditions(
                e => e.Held.ShouldBe(Another),
                e => e.Written.ShouldBe(Another),
                e => e.Foreign.ShouldBeNull(),
                e => (e.ChangeId, e.InSync).ShouldBe((null, false)));

    [Fact]
    public void An_accepted_deletion_leaves_nothing() =>
        Entry(Submitted, Accepted("C1"), Submit(ChangeAction.Delete, Calc), Accepted("C2")).Held.ShouldBeNull();

    [Fact]
    public void A_refused_change_leaves_what_was_held_and_the_reason() =>
        Entry(Submitted, Accepted("C1"), Submit(ChangeAction.Upsert, Another), new ChangeRefused("too long", Now))
            .ShouldSatisfyAllConditions(
                e => e.Held.ShouldBe(Calc),
                e => e.Pending.ShouldBeNull(),
                e => e.Refusal.ShouldBe("too long"));

    [Fact]
    public void The_next_change_forgets_the_refusal() =>
        Entry(Submitted, new ChangeRefused("too long", Now), Submitted).Refusal.ShouldBeNull();

    [Fact]
    public void What_was_found_is_held_and_settles_the_outcome() =>
        Entry(Submitted, new RecordFound(Calc, Finding.OutcomeSettled, Now)).ShouldSatisfyAllConditions(
            e => e.Held.ShouldBe(Calc), e => e.Pending.ShouldBeNull());

    [Fact]
    public void What_was_settled_by_looking_has_no_receipt_and_is_not_known_to_be_in_sync() =>
        Entry(
            Submitted,
            Accepted("C1"),
            new ChangeInSync("C1", Now),
            Submit(ChangeAction.Upsert, Another),
            new RecordFound(Another, Finding.OutcomeSettled, Now))
            .ShouldSatisfyAllConditions(e => e.Held.ShouldBe(Another), e => e.ChangeId.ShouldBeNull(), e => e.InSync.ShouldBeFalse());

    [Fact]
    public void A_change_without_a_receipt_is_taken_to_be_everywhere_only_after_a_minute()
    {
        var settled = Entry(Submitted, new RecordFound(Calc, Finding.OutcomeSettled, Now));

        Entry(Submitted).IsPropagated(Now.AddHours(1)).ShouldBeFalse("its outcome is unknown");
        Entry(Submitted, Accepted("C1")).IsPropagated(Now.AddHours(1)).ShouldBeFalse("its receipt can be asked with");
        Entry(Submitted, Accepted("C1"), new ChangeInSync("C1", Now)).IsPropagated(Now).ShouldBeTrue();
        settled.IsPropagated(Now.AddSeconds(59)).ShouldBeFalse();
        settled.IsPropagated(Now.AddSeconds(60)).ShouldBeTrue();
        LedgerEntry.Unwritten("local", Calc.Key).IsPropagated(Now).ShouldBeTrue("nothing was ever there");
    }

    [Fact]
    public void What_is_somebody_elses_is_not_held() =>
        Entry(Submitted, new RecordFound(Another, Finding.Foreign, Now)).ShouldSatisfyAllConditions(
            e => e.Held.ShouldBeNull(), e => e.Pending.ShouldBeNull());

    [Fact]
    public void Each_event_is_one_version() =>
        Entry(Submitted, Accepted("C1"), new ChangeInSync("C1", Now)).Version.ShouldBe(3);

    [Fact]
    public void An_event_that_it_does_not_know_is_an_error() =>
        Should.Throw<ArgumentOutOfRangeException>(() => Entry(new Unheard(Now)));

    private static ChangeSubmitted Submit(ChangeAction action, RecordSet set) => new(new RecordChange(action, set), Guid.Empty, Now);

    private static ChangeAccepted Accepted(string changeId) => new(changeId, Now);

    private static LedgerEntry Entry(params LedgerEvent[] happened) => happened.Aggregate(
        (LedgerEntry?)null, (entry, e) => LedgerEntry.Evolve(entry, LedgerEntry.StreamOf("local", Calc.Key), e))!;

    private sealed record Unheard(DateTimeOffset At) : LedgerEvent(At);
}
