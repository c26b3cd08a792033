using Pipeline.Contracts;
using Pipeline.Core.Dns.Budget;
using Pipeline.Core.Health;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Status;
using static Pipeline.Core.Tests.Status.Known;

namespace Pipeline.Core.Tests.Status;

public sealed class When_something_is_wrong
{
    [Fact]
    public void Nothing_is_said_while_all_is_right() => Troubles.Find(AllRight).ShouldBeEmpty();

    [Fact]
    public void A_database_that_is_away_is_told_once() =>
        Single(new StatusFacts { Now = Now, DatabaseFailure = "refused", Registry = new(null, "away"), Leader = new(null, "away") })
            .ShouldBe((TroubleKind.DatabaseAway, TroubleWeight.Outage, "database"));

    [Fact]
    public void A_source_that_cannot_be_asked_hides_no_other_trouble() =>
        Kinds((AllRight with { Zone = new(null, "no answer within 20 s") }).With(Leader with { IsHeld = false }))
            .ShouldBe([TroubleKind.NobodyLeads, TroubleKind.SourceAway]);

    [Fact]
    public void A_leader_whose_heartbeats_are_missing_is_named()
    {
        var trouble = Troubles.Find(AllRight.With(Leader with { IsHeld = false, Since = Now.AddSeconds(-20) })).ShouldHaveSingleItem();

        trouble.Kind.ShouldBe(TroubleKind.NobodyLeads);
        trouble.Cause.ShouldContain("box/7 led last");
        trouble.Next.ShouldBe("./pipeline projector");
    }

    [Theory]
    [InlineData(WithdrawalReason.Stopping, 143, TroubleWeight.Notice, "calc-9 was told to stop")]
    [InlineData(WithdrawalReason.Stopped, 0, TroubleWeight.Notice, "the last one, calc-9, ended with exit code 0")]
    [InlineData(WithdrawalReason.Stopped, 1, TroubleWeight.Outage, "the last one, calc-9, ended with exit code 1")]
    [InlineData(WithdrawalReason.HostLost, null, TroubleWeight.Outage, "the host of calc-9 is lost")]
    public void Failure_59_a_name_that_lost_its_last_instance_is_told_with_the_last_words(
        WithdrawalReason reason, int? exitCode, TroubleWeight weight, string cause)
    {
        var trouble = Troubles.Find(AllRight.WithEmptied(new EmptiedName("web", "calc-9", reason, exitCode, Now))).ShouldHaveSingleItem();

        (trouble.Kind, trouble.Weight, trouble.Subject).ShouldBe((TroubleKind.NoInstance, weight, "web"));
        trouble.Cause.ShouldBe($"nothing answers: {cause}");
    }

    [Fact]
    public void A_name_that_ended_for_a_reason_of_a_newer_version_is_an_outage() =>
        Troubles.Find(AllRight.WithEmptied(new EmptiedName("web", "calc-9", (WithdrawalReason)99, null, Now))).ShouldHaveSingleItem()
            .Weight.ShouldBe(TroubleWeight.Outage);

    [Fact]
    public void A_name_that_has_other_instances_is_not_told() =>
        Troubles.Find(AllRight.WithEmptied(new EmptiedName("calc", "calc-9", WithdrawalReason.HostLost, null, Now))).ShouldBeEmpty();

    [Fact]
    public void Hosts_that_all_are_silent_are_not_told_beside_a_leader_that_is_gone()
    {
        var facts = AllRight.With([HostOf("red")], [LeaseOf("red", TimeSpan.FromMinutes(9))]).With(Leader with { IsHeld = false });

        Troubles.Find(facts).ShouldHaveSingleItem().Cause.ShouldContain("perhaps nothing runs");
    }

    [Fact]
    public void Failure_56_a_leader_that_renews_its_term_and_ends_no_pass_hangs() =>
        Single(AllRight.With(Leader with { LastPass = Now.AddMinutes(-3) })).Kind.ShouldBe(TroubleKind.PassesHang);

    [Fact]
    public void A_new_leader_has_time_for_its_first_pass() =>
        Troubles.Find(AllRight.With(Leader with { Since = Now.AddSeconds(-5), LastPass = Now.AddMinutes(-3) })).ShouldBeEmpty();

    [Theory]
    [InlineData(30, TroubleWeight.Warning)]
    [InlineData(180, TroubleWeight.Outage)]
    public void Passes_that_fail_weigh_more_once_names_are_stale(int age, TroubleWeight weight) =>
        Single(AllRight.With(Leader with { LastPass = Now.AddSeconds(-age), Failure = "AccessDenied" }))
            .ShouldBe((TroubleKind.PassesFail, weight, "Z1"));

    [Fact]
    public void Failure_57_a_host_that_vanished_is_one_trouble_and_not_that_of_its_containers()
    {
        var failing = Healthy with { State = HealthState.Condemned, Host = "blue" };

        Single(AllRight.With([HostOf("red"), HostOf("blue", HostStatus.Suspected)], [LeaseOf("red"), LeaseOf("blue")]).With(failing))
            .ShouldBe((TroubleKind.HostSilent, TroubleWeight.Warning, "blue"));
    }

    [Fact]
    public void A_lost_host_is_told_for_an_hour()
    {
        var lost = HostOf("blue", HostStatus.Lost);

        Single(AllRight.With([HostOf("red"), lost], [LeaseOf("red")])).Kind.ShouldBe(TroubleKind.HostLost);
        Troubles.Find(AllRight.With([HostOf("red"), lost with { Since = Now.AddHours(-2) }], [LeaseOf("red")])).ShouldBeEmpty();
    }

    [Fact]
    public void A_silent_agent_on_a_running_machine_is_down() =>
        Single(AllRight.With([HostOf("red"), HostOf("blue", HostStatus.Mute)], [LeaseOf("red"), LeaseOf("blue")]))
            .Kind.ShouldBe(TroubleKind.AgentDown);

    [Fact]
    public void Hosts_that_are_silent_together_are_one_trouble() =>
        Single(AllRight.With(
                [HostOf("red"), HostOf("blue")], [LeaseOf("red", TimeSpan.FromMinutes(5)), LeaseOf("blue", TimeSpan.FromMinutes(5))]))
            .Kind.ShouldBe(TroubleKind.NothingHeard);

    [Fact]
    public void Two_hosts_of_one_name_are_a_conflict()
    {
        var doubted = HostOf("red") with { Doubt = "two agents speak for it at once" };

        Single(AllRight.With([doubted], [LeaseOf("red") with { Doubt = new("two", Now, IsConflict: true) }]))
            .Kind.ShouldBe(TroubleKind.HostConflict);
    }

    [Theory]
    [InlineData(-300, "300 s ahead")]
    [InlineData(300, "299 s behind")]
    public void A_clock_that_differs_from_all_others_is_wrong(int lag, string what)
    {
        var leases = new[] { LeaseOf("red"), LeaseOf("blue") with { Lag = TimeSpan.FromSeconds(lag) } };
        var trouble = Troubles.Find(AllRight.With([HostOf("red"), HostOf("blue")], leases)).ShouldHaveSingleItem();

        (trouble.Kind, trouble.Subject).ShouldBe((TroubleKind.ClockWrong, "blue"));
        trouble.Cause.ShouldContain(what);
    }

    [Fact]
    public void Reports_that_all_are_late_wait_in_their_queue()
    {
        var late = TimeSpan.FromMinutes(5);
        var facts = AllRight.With(
            [HostOf("red"), HostOf("blue")], [LeaseOf("red") with { Lag = late }, LeaseOf("blue") with { Lag = late }]);

        Single(facts with { Queues = new(new([new("facts", 5_000, 10)]), null) }).Kind.ShouldBe(TroubleKind.FactsLate);
    }

    [Fact]
    public void An_unhealthy_container_is_told_with_its_last_words()
    {
        var sick = Healthy with { State = HealthState.Condemned, Pulses = Healthy.Pulses.SetItem(8081, Failed("HTTP 500")) };
        var trouble = Troubles.Find(AllRight.With(sick)).ShouldHaveSingleItem();

        (trouble.Kind, trouble.Weight, trouble.Subject).ShouldBe((TroubleKind.Unhealthy, TroubleWeight.Warning, "calc"));
        trouble.Cause.ShouldBe("calc-1: port 8081 answers HTTP 500; it is removed from DNS");
        trouble.Next.ShouldBe("./pipeline why calc-1");
    }

    [Fact]
    public void A_service_of_which_nothing_answers_is_an_outage()
    {
        var ejected = Running("calc-1", "red") with { Instances = [], Withheld = [InstanceOf("calc")] };

        Single(AllRight.With(ejected).With(Healthy with { State = HealthState.Draining })).Weight.ShouldBe(TroubleWeight.Outage);
    }

    [Fact]
    public void A_check_that_never_passed_is_told() =>
        Single(AllRight.With(Healthy with { State = HealthState.Unproven }))
            .ShouldBe((TroubleKind.NeverPassed, TroubleWeight.Warning, "calc"));

    [Fact]
    public void A_freeze_is_told_in_place_of_those_that_it_keeps()
    {
        var kept = AllRight.With(Healthy with { State = HealthState.Spared });

        Single(kept).Kind.ShouldBe(TroubleKind.Unhealthy);
        Single(kept with { Health = new(new(kept.Health.Value!.Running, ["most of everything fails at once"]), null) })
            .Kind.ShouldBe(TroubleKind.Frozen);
    }

    [Fact]
    public void A_crash_loop_is_told_with_the_exit_code_and_not_as_a_failing_check_too()
    {
        var looping = Running("calc-1", "red") with
        {
            Crashes = new CrashCount(11, 1, IsHeldBack: true),
            Instances = [],
            Withheld = [InstanceOf("calc")],
        };
        var trouble = Troubles.Find(AllRight.With(looping).With(Healthy with { State = HealthState.Unproven })).ShouldHaveSingleItem();

        (trouble.Kind, trouble.Weight).ShouldBe((TroubleKind.CrashLoop, TroubleWeight.Outage));
        trouble.Cause.ShouldContain("it ended by itself 11 times, last with exit code 1");
    }

    [Fact]
    public void Crashes_of_days_ago_are_over() =>
        Troubles.Find(AllRight.With(Running("calc-1", "red") with { Crashes = new CrashCount(2, 1, IsHeldBack: false) })).ShouldBeEmpty();

    [Fact]
    public void A_record_that_is_gone_from_the_zone_is_an_outage() =>
        Single(AllRight.With(Zone with { Missing = ["calc.example/SRV"] }))
            .ShouldBe((TroubleKind.RecordMissing, TroubleWeight.Outage, "calc.example/SRV"));

    [Fact]
    public void A_foreign_record_in_the_way_is_an_outage() =>
        Single(AllRight.With(Zone with { Blocked = ["calc.example/A"] }))
            .ShouldBe((TroubleKind.ForeignRecord, TroubleWeight.Outage, "calc.example/A"));

    [Fact]
    public void Changes_that_need_more_than_the_budget_are_told() =>
        Single(AllRight.With(Zone with { Changes = 9_000, Cost = new PlanCost(9, default, TimeSpan.FromMinutes(2)) }))
            .Kind.ShouldBe(TroubleKind.BudgetShort);

    [Fact]
    public void Dead_letters_are_told_with_the_command_that_lists_them()
    {
        var queues = new QueuesFacts([new("shop_facts", 0, 0), new("shop_facts_error", 2, 0, Source: "shop_facts")]);
        var trouble = Troubles.Find(AllRight with { Queues = new(queues, null) }).ShouldHaveSingleItem();

        (trouble.Kind, trouble.Cause).ShouldBe((TroubleKind.DeadLetters, "2 messages could not be handled"));
        trouble.Next.ShouldBe("./pipeline dead-letters --queue shop_facts");
    }

    [Fact]
    public void A_refused_claim_is_told_under_its_name()
    {
        var claim = new Endpoint { Service = "web", Protocol = TransportProtocol.Tcp, ContainerPort = 80 };
        var refused = Running("web-1", "red") with { Refusals = [new(claim, RefusalReason.NotPublished, "publish the port")] };

        Single(AllRight.With(Running("calc-1", "red"), refused)).ShouldBe((TroubleKind.ClaimRefused, TroubleWeight.Warning, "web"));
    }

    [Fact]
    public void A_command_names_a_hostile_container_by_its_identifier()
    {
        var sick = Healthy with { State = HealthState.Unproven, Name = "x; rm -rf ~", ContainerId = "0123456789abcdef" };

        Troubles.Find(AllRight.With(sick)).ShouldHaveSingleItem().Next.ShouldBe("./pipeline why 0123456789ab");
    }

    [Fact]
    public void The_worst_comes_first() =>
        Kinds(AllRight.With(Healthy with { State = HealthState.Unproven }).With(Zone with { Missing = ["calc.example/SRV"] }))
            .ShouldBe([TroubleKind.RecordMissing, TroubleKind.NeverPassed]);

    private static CheckStreak Failed(string text) => new(3, 0, new(8081, false, text, Now, TimeSpan.Zero, "prober"));

    private static IEnumerable<TroubleKind> Kinds(StatusFacts facts) => Troubles.Find(facts).Select(trouble => trouble.Kind);

    private static (TroubleKind Kind, TroubleWeight Weight, string Subject) Single(StatusFacts facts)
    {
        var trouble = Troubles.Find(facts).ShouldHaveSingleItem();
        return (trouble.Kind, trouble.Weight, trouble.Subject);
    }
}
