using Pipeline.Contracts;
using Pipeline.Core.Hosts;
using Pipeline.Core.Registration;

namespace Pipeline.Core.Tests.Registration;

/// <summary>
/// What is heard but not believed takes nothing out of DNS, and is told once. An agent's epoch is its clock, in milliseconds.
/// </summary>
public sealed class When_a_host_is_not_believed
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Registrar registrar = new(Scenario.Domain);
    private readonly ModelHost red = new("red", "127.0.1.1", epoch: 100_000);
    private Registry registry = Registry.Empty;

    [Fact]
    public void Failure_13_two_hosts_of_one_name_are_told_once_and_what_the_believed_one_reported_stays()
    {
        var twin = new ModelHost("red", "127.0.1.9", epoch: 200_000);
        Hear(0, red.Reported(red.Container("c1", "calc", 32768)));
        Hear(5, twin.Reported(twin.Container("c2", "calc", 32768)));
        var said = new List<string>();
        for (var round = 1; round <= 10; round++)
        {
            said.AddRange(Hear(30 * round, red.Reported(red.Container("c1", "calc", 32768))));
            said.AddRange(Hear((30 * round) + 5, twin.Reported(twin.Container("c2", "calc", 32768))));
        }

        said.Where(one => one != "c2 is confirmed").ShouldHaveSingleItem().ShouldBe(
            "red is doubted: two agents speak for it at once: the one at 127.0.1.9 is believed, the one at 127.0.1.1 is not; "
            + "stop one of them, or give its host another name");
        registry.Containers["c2"].Instances.ShouldHaveSingleItem();
        registry.Leases["red"].Rivals!.ShouldHaveSingleItem().Address.ShouldBe("127.0.1.1");
    }

    [Fact]
    public void Failure_13_an_agent_whose_clock_went_back_is_believed_with_its_second_report()
    {
        var again = new ModelHost("red", "127.0.1.1", epoch: 1);
        Hear(0, red.Reported(red.Container("c1", "calc", 32768)));

        Hear(60, again.Reported()).ShouldHaveSingleItem()
            .ShouldStartWith("red is doubted: an agent at 127.0.1.1 speaks for it whose clock is behind");
        registry.Containers["c1"].Instances.ShouldHaveSingleItem();
        Hear(90, again.Reported()).ShouldBe(
            ["red is doubted no longer", "c1 ended: Absent", "c1 leaves calc at 127.0.1.1:32768/tcp: Absent"]);
        registry.Hosts["red"].Doubt.ShouldBeNull();
    }

    [Fact]
    public void Failure_13_an_agent_whose_clock_was_ahead_is_followed_at_once_by_one_whose_clock_is_right()
    {
        var ahead = new ModelHost("red", "127.0.1.1", epoch: Noon.AddYears(1).ToUnixTimeMilliseconds());
        var right = new ModelHost("red", "127.0.1.1", epoch: Noon.AddSeconds(60).ToUnixTimeMilliseconds());
        Hear(0, ahead.Reported(ahead.Container("c1", "calc", 32768)));

        Hear(60, right.Reported(right.Container("c1", "calc", 32768), right.Container("c2", "calc", 32769)))
            .ShouldContain("c2 answers for calc at 127.0.1.1:32769/tcp");
    }

    [Fact]
    public void What_is_rejected_is_told_once_keeps_the_host_from_being_silent_and_is_forgotten_when_it_ends()
    {
        Hear(0, red.Reported(red.Container("c1", "calc", 32768)));
        for (var second = 30; second <= 300; second += 30)
        {
            Doubt(second, "its HostReported is rejected").ShouldBe(second is 30 ? ["red is doubted: its HostReported is rejected"] : []);
            Expire(second + 1).ShouldBeEmpty();
        }

        Expire(300 + 91).ShouldBe(["red is doubted no longer", "red is suspected"]);
        registry.Containers["c1"].Instances.ShouldHaveSingleItem();
        registry.Leases["red"].Doubt.ShouldBeNull();
    }

    [Fact]
    public void Another_reason_is_told_when_the_first_is_heard_no_longer_and_two_at_once_are_told_at_once()
    {
        Hear(0, red.Reported());
        Doubt(10, "a part does not count");
        Doubt(20, "another part does not count").ShouldBeEmpty();
        Doubt(40, "a part does not count").ShouldBeEmpty();
        Doubt(50, "another part does not count").ShouldBeEmpty();
        Doubt(40 + 46, "another part does not count").ShouldBe(["red is doubted: another part does not count"]);

        registry.Leases["red"].WithDoubt(new Doubt("two at once", Noon.AddSeconds(102), IsConflict: true)).Doubt!.IsConflict.ShouldBeTrue();
    }

    [Fact]
    public void One_of_which_nothing_was_believed_yet_is_not_present_until_a_fact_is()
    {
        Doubt(0, "its HostReported is rejected").ShouldBe(["red is doubted: its HostReported is rejected"]);
        (registry.Hosts["red"].IsPresent, registry.Hosts["red"].Address).ShouldBe((false, ""));

        Hear(10, red.Reported()).ShouldContain("red is doubted no longer");
        (registry.Hosts["red"].IsPresent, registry.Hosts["red"].Address).ShouldBe((true, "127.0.1.1"));
    }

    [Fact]
    public void A_container_stays_with_the_host_that_reported_its_start_and_another_word_is_told_once()
    {
        var blue = new ModelHost("blue", "127.0.1.2");
        Hear(0, blue.Reported());
        Hear(1, red.Started(red.Container("c1", "calc", 32768)));

        Hear(30, blue.Reported(blue.Container("c1", "calc", 32768))).ShouldBe(
        [
            "c1 is doubted: host blue reports it too; it belongs to host red, whose agent reported its start; "
            + "stop one of the two agents",
        ]);
        Hear(60, blue.Reported(blue.Container("c1", "calc", 32768))).ShouldBeEmpty();
        Hear(61, blue.Stopped("c1")).ShouldBeEmpty();
        registry.Containers["c1"].Instances.ShouldHaveSingleItem().At.Address.ShouldBe("127.0.1.1");

        Hear(70, red.Started(red.Container("c1", "calc", 32768, startedAfterSeconds: 70))).ShouldContain("c1 began on red");
        registry.Containers["c1"].Doubt.ShouldBeNull();
    }

    [Fact]
    public void A_container_is_doubted_until_the_other_host_lists_it_no_longer()
    {
        var blue = Contest("c1");
        Hear(60, blue.Reported(blue.Container("c1", "calc", 32768)));

        Hear(90, blue.Reported()).ShouldBe(["c1 is doubted no longer"]);
        registry.Leases["blue"].Contested.ShouldBeNull();
        registry.Containers["c1"].Instances.ShouldHaveSingleItem();
        Hear(120, blue.Reported(blue.Container("c1", "calc", 32768))).ShouldHaveSingleItem("it is doubted anew");
    }

    [Fact]
    public void A_container_is_doubted_until_the_other_host_has_left()
    {
        var blue = Contest("c1");

        Hear(60, blue.Left()).ShouldContain("c1 is doubted no longer");
        Hear(61, blue.Reported()).ShouldNotContain("c1 is doubted no longer");
    }

    [Fact]
    public void A_container_is_doubted_until_the_other_host_has_missed_three_reports()
    {
        Contest("c1");
        Hear(119, red.Reported(red.Container("c1", "calc", 32768)));

        Expire(120).ShouldBeEmpty();
        Expire(121).ShouldContain("c1 is doubted no longer");
        registry.Leases["blue"].Contested.ShouldBeNull();
    }

    [Fact]
    public void A_container_goes_with_an_engine_whose_host_got_another_name()
    {
        Hear(0, red.Started(red.Container("c1", "calc", 32768)));
        var renamed = new ModelHost("blue", "127.0.1.1", epoch: 300_000);

        Hear(60, renamed.Reported(renamed.Container("c1", "calc", 32768))).ShouldContain("c1 began on blue");
        registry.Containers["c1"].Host.ShouldBe("blue");
    }

    [Fact]
    public void When_it_is_forgotten_who_speaks_what_is_registered_stays_and_the_next_one_is_believed()
    {
        var again = new ModelHost("red", "127.0.1.1", epoch: 1);
        Hear(0, red.Reported(red.Container("c1", "calc", 32768)));
        Hear(60, again.Reported());

        Decide(Registrar.Forget(registry, "red", Noon.AddSeconds(61))).ShouldBe(["red is forgotten"]);
        registry.Containers["c1"].Instances.ShouldHaveSingleItem();
        registry.Hosts["red"].Doubt.ShouldBeNull();

        Hear(62, again.Reported(again.Container("c2", "calc", 32769))).ShouldContain("c2 answers for calc at 127.0.1.1:32769/tcp");
        registry.Leases["red"].Speaker!.Name.ShouldBe("1");
    }

    [Fact]
    public void Of_a_host_that_nobody_knows_there_is_nothing_to_forget()
    {
        var decision = Registrar.Forget(registry, "red", Noon);
        (decision.Outcome, decision.Events.Count, decision.Leases.Count).ShouldBe((FactOutcome.Unchanged, 0, 0));
    }

    /// <summary>Host blue reports a container that red has started, at second 30.</summary>
    private ModelHost Contest(string container)
    {
        var blue = new ModelHost("blue", "127.0.1.2");
        Hear(0, blue.Reported());
        Hear(1, red.Started(red.Container(container, "calc", 32768)));
        Hear(30, blue.Reported(blue.Container(container, "calc", 32768))).ShouldHaveSingleItem();
        registry.Leases["blue"].Contested.ShouldBe([container]);
        return blue;
    }

    private IReadOnlyList<string> Hear(int second, IHostFact fact) => Decide(registrar.Decide(registry, fact, Noon.AddSeconds(second)));

    private IReadOnlyList<string> Doubt(int second, string reason) =>
        Decide(Registrar.Doubt(registry, "red", reason, Noon.AddSeconds(second)));

    private IReadOnlyList<string> Expire(int second)
    {
        var hosts = registry.Hosts.Values.Select(host => (host, registry.Leases[host.Name])).ToList();
        var now = Noon.AddSeconds(second);
        return Decide(Registrar.Decide(registry, LeasePolicy.Default.Judge(hosts, SilenceOf, witnessReports: null), now));

        Silence SilenceOf(HostLease lease) => lease.Doubt is { LastHeard: var doubted } && doubted > lease.LastHeard
            ? new Silence(now - doubted, now - doubted)
            : new Silence(now - lease.LastHeard, now - lease.Doubt?.LastHeard);
    }

    private IReadOnlyList<string> Decide(RegistryDecision decision)
    {
        registry = decision.After;
        return [.. decision.Events.Select(Sentences.Of)];
    }
}
