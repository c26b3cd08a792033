using Pipeline.Contracts;
using Pipeline.Core.Health;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.Core.Registration;

namespace Pipeline.Core.Tests.Registration;

public sealed class When_the_end_of_a_host_is_announced
{
    private readonly ModelHost red = new("red", "127.0.1.1");
    private readonly ModelHost blue = new("blue", "127.0.1.2");
    private readonly Story story = new();

    private ContainerSnapshot OnRed => red.Container("c1", "calc", 32768);

    private ContainerSnapshot OnBlue => blue.Container("c2", "calc", 32769);

    [Fact]
    public void Nothing_leaves_by_it()
    {
        story.Hear(red.Reported(OnRed), blue.Reported(OnBlue)).Wait();

        story.Hear(red.Ending(early: false, OnRed)).Last.ShouldBe(["red is to end: terminated by its group"]);
        story.Hear(red.Ending(early: false, OnRed)).Last.ShouldBeEmpty();
        story.Registry.Hosts["red"].Status.ShouldBe(HostStatus.Live);
    }

    [Fact]
    public void Its_containers_leave_by_their_own_stop()
    {
        story.Hear(red.Ending(early: false, OnRed));

        story.Hear(red.Stopping("c1")).Last.ShouldBe(["c1 drains on signal 15", "c1 leaves calc at 127.0.1.1:32768/tcp: Stopping"]);
    }

    [Fact]
    public void An_early_one_leaves_a_name_for_which_others_answer()
    {
        story.Hear(red.Reported(OnRed), blue.Reported(OnBlue)).Wait();

        story.Hear(red.Ending(early: true, OnRed)).Last.ShouldBe(["red is to end: spot interruption"]);
        story.Hear(red.Ending(early: true, OnRed)).Last.ShouldBe(["c1 leaves calc at 127.0.1.1:32768/tcp: HostEnding"]);
        story.Hear(red.Ending(early: true, OnRed)).Last.ShouldBeEmpty();
        story.Hear(red.Started(OnRed)).Last.ShouldNotContain(one => one.Contains("answers"));
    }

    [Fact]
    public void An_early_one_stays_with_a_name_for_which_nobody_else_answers()
    {
        story.Hear(red.Reported(OnRed), blue.Reported(blue.Container("c2", "time", 32769))).Wait();

        story.Hear(red.Ending(early: true, OnRed), red.Ending(early: true, OnRed)).Last.ShouldBeEmpty();
    }

    [Fact]
    public void One_that_has_just_started_elsewhere_does_not_answer_yet()
    {
        story.Hear(red.Reported(OnRed)).Wait();
        story.Hear(red.Ending(early: true, OnRed), blue.Reported(OnBlue), red.Ending(early: true, OnRed)).Last.ShouldBeEmpty();

        story.Wait();

        story.Hear(red.Ending(early: true, OnRed)).Last.ShouldHaveSingleItem().ShouldContain("HostEnding");
    }

    [Fact]
    public void One_that_was_admitted_by_its_check_answers_at_once()
    {
        var admitted = new Story(new Admission(OnceHealthy: true, CheckDefaults.Default with { Check = "none" }));
        admitted.Hear(red.Reported(OnRed), red.Ending(early: true, OnRed), blue.Reported(OnBlue));

        admitted.Hear(red.Ending(early: true, OnRed)).Last.ShouldHaveSingleItem().ShouldContain("HostEnding");
    }

    [Fact]
    public void One_that_is_ejected_elsewhere_does_not_answer()
    {
        story.Hear(red.Reported(OnRed), blue.Reported(OnBlue)).Wait();
        story.Hear(blue.Condemned("c2", 1));

        story.Hear(red.Ending(early: true, OnRed), red.Ending(early: true, OnRed)).Last.ShouldBeEmpty();
    }

    [Fact]
    public void One_on_a_silent_host_does_not_answer()
    {
        story.Hear(red.Reported(OnRed), blue.Reported(OnBlue)).Wait();
        story.Suspect("blue");

        story.Hear(red.Ending(early: true, OnRed), red.Ending(early: true, OnRed)).Last.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Two_that_end_at_once_do_not_leave_together(bool bothEarly)
    {
        story.Hear(red.Reported(OnRed), blue.Reported(OnBlue)).Wait();
        story.Hear(red.Ending(early: true, OnRed), blue.Ending(bothEarly, OnBlue));

        story.Hear(red.Ending(early: true, OnRed)).Last.ShouldBeEmpty();
        story.Hear(blue.Ending(bothEarly, OnBlue)).Last.ShouldBeEmpty();
    }

    [Fact]
    public void What_left_early_returns_when_the_other_stops()
    {
        LeaveEarly();

        story.Hear(blue.Stopping("c2")).Last[^1].ShouldBe("c1 answers for calc at 127.0.1.1:32768/tcp");
    }

    [Fact]
    public void What_left_early_returns_when_the_other_is_ejected()
    {
        LeaveEarly();

        story.Hear(blue.Condemned("c2", 1)).Last.ShouldContain("c1 answers for calc at 127.0.1.1:32768/tcp");
    }

    [Fact]
    public void What_left_early_returns_when_the_end_of_the_other_is_announced_too()
    {
        LeaveEarly();
        story.Hear(blue.Ending(early: false, OnBlue));

        story.Hear(red.Ending(early: true, OnRed)).Last.ShouldBe(["c1 answers for calc at 127.0.1.1:32768/tcp"]);
    }

    [Fact]
    public void What_left_early_returns_when_the_announcement_is_withdrawn()
    {
        LeaveEarly();

        story.Hear(red.Reported(OnRed)).Last.ShouldBe(["red is to end no longer", "c1 answers for calc at 127.0.1.1:32768/tcp"]);
    }

    [Fact]
    public void What_left_early_and_sickens_does_not_return()
    {
        LeaveEarly();
        story.Hear(red.Condemned("c1", 1));

        story.Hear(blue.Stopping("c2")).Last.ShouldNotContain(one => one.StartsWith("c1 answers"));
    }

    [Fact]
    public void A_host_that_is_lost_is_lost_as_others_are()
    {
        LeaveEarly();
        story.Lose("red");

        story.Registry.Hosts["red"].Ending.ShouldBeNull();
        story.Registry.Containers["c1"].LeftEarly.ShouldBeNull();
    }

    [Fact]
    public void A_reason_that_cannot_be_stored_is_repaired()
    {
        var report = red.Reported() with { Ending = new HostEnding("a\0b", LeavesEarly: true) };

        ((HostReported)FactIntake.Accept(report).Fact!).Ending.ShouldBe(new HostEnding("a\ufffdb", LeavesEarly: true));
    }

    private void LeaveEarly()
    {
        story.Hear(red.Reported(OnRed), blue.Reported(OnBlue)).Wait();
        story.Hear(red.Ending(early: true, OnRed), red.Ending(early: true, OnRed)).Last.ShouldHaveSingleItem();
    }

    /// <summary>A registry to which time passes. What leaves a name lets others return to it, as the writer of the registry does.</summary>
    private sealed class Story(Admission? admission = null)
    {
        private readonly Registrar registrar = new(Scenario.Domain, admission);
        private DateTimeOffset now = Scenario.Now;

        public Registry Registry { get; private set; } = Registry.Empty;

        /// <summary>What the last fact changed.</summary>
        public IReadOnlyList<string> Last { get; private set; } = [];

        public Story Hear(params IHostFact[] facts)
        {
            foreach (var fact in facts) Apply(registrar.Decide(Registry, fact, now));
            return this;
        }

        public Story Hear(IVerdict verdict)
        {
            Apply(registrar.Decide(Registry, verdict, now));
            return this;
        }

        public void Wait() => now += TimeSpan.FromSeconds(61);

        public void Suspect(string host) => Apply(Registrar.Decide(Registry, new LeaseFindings([Silent(host)], [], Deaf: false), now));

        public void Lose(string host) => Apply(Registrar.Decide(Registry, new LeaseFindings([], [Silent(host)], Deaf: false), now));

        private (Host, HostLease) Silent(string host) => (Registry.Hosts[host], Registry.Leases[host]);

        private void Apply(RegistryDecision decision)
        {
            var withdrawn = decision.Events.OfType<RegistryEvent.OfContainer>().Select(one => one.Happened)
                .OfType<InstanceWithdrawn>().Select(one => one.Instance.Service).ToHashSet();
            var kept = registrar.KeepAnswering(decision.After, withdrawn, now);
            Registry = kept.After;
            Last = [.. decision.Events.Concat(kept.Events).Select(Sentences.Of)];
        }
    }
}
