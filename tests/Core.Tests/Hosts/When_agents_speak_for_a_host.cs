using CsCheck;
using Pipeline.Contracts;
using Pipeline.Core.Hosts;

namespace Pipeline.Core.Tests.Hosts;

/// <summary>Who is believed. Agents report every 30 s; an agent is a letter, and its epoch is a time by its own clock.</summary>
public sealed class When_agents_speak_for_a_host
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private HostLease lease = new() { Id = "red" };

    [Fact]
    public void The_first_one_is_believed_whatever_its_clock_says()
    {
        Hear(0, Report("a", epoch: -500_000, 1)).ShouldBe(Belief.Believed);
        lease = new HostLease { Id = "red" };
        Hear(0, Report("a", epoch: 500_000_000, 1)).ShouldBe(Belief.Believed);
    }

    [Fact]
    public void One_with_a_higher_epoch_is_believed_at_once_and_the_former_is_late()
    {
        Hear(0, Report("a", 0, 1)).ShouldBe(Belief.Believed);
        Hear(10, Started("b", 9, 1)).ShouldBe(Belief.Believed);
        Hear(11, Started("a", 0, 2)).ShouldBe(Belief.Late);
        lease.Doubt.ShouldBeNull();
    }

    [Fact]
    public void One_that_started_behind_its_last_start_is_believed_with_its_second_report()
    {
        Hear(0, Report("a", 0, 1)).ShouldBe(Belief.Believed);
        Hear(60, Report("b", -3_600, 1)).ShouldBe(Belief.Doubted);
        Hear(61, Started("b", -3_600, 2)).ShouldBe(Belief.Late);
        lease.Doubt!.Reason.ShouldContain("clock is behind");
        Hear(90, Report("b", -3_600, 3)).ShouldBe(Belief.Believed);
        Hear(91, Started("b", -3_600, 4)).ShouldBe(Belief.Believed);
        lease.Doubt.ShouldBeNull();
    }

    [Fact]
    public void One_that_was_ahead_gives_way_at_once_to_its_successor_with_the_right_clock()
    {
        Hear(0, Report("a", epoch: 86_400, 1)).ShouldBe(Belief.Believed);
        Hear(30, Report("a", 86_400, 2)).ShouldBe(Belief.Believed);
        Hear(60, Report("b", 60, 1)).ShouldBe(Belief.Believed);
    }

    [Fact]
    public void One_whose_epoch_is_far_ahead_is_believed_with_its_second_report()
    {
        Hear(0, Report("a", 0, 1)).ShouldBe(Belief.Believed);
        Hear(40, Report("b", 86_400, 1)).ShouldBe(Belief.Doubted);
        lease.Doubt!.Reason.ShouldContain("clock is ahead");
        Hear(70, Report("b", 86_400, 2)).ShouldBe(Belief.Believed);
    }

    [Fact]
    public void A_farewell_from_the_far_future_takes_the_word_from_nobody()
    {
        Hear(0, Report("a", 0, 1)).ShouldBe(Belief.Believed);
        Hear(1, Left("b", 86_400_000, 1)).ShouldBe(Belief.Doubted);
        Hear(30, Report("a", 0, 2)).ShouldBe(Belief.Believed);
    }

    [Fact]
    public void A_single_report_however_often_it_is_delivered_is_never_believed()
    {
        Hear(0, Report("a", 0, 1)).ShouldBe(Belief.Believed);
        var lone = Report("b", -9, 1);
        for (var second = 10; second < 1_000; second += 30) Hear(second, lone).ShouldNotBe(Belief.Believed);
    }

    [Fact]
    public void Two_reports_in_one_moment_are_not_an_interval_apart()
    {
        Hear(0, Report("a", 0, 1)).ShouldBe(Belief.Believed);
        Hear(60, Report("b", -9, 1)).ShouldBe(Belief.Doubted);
        Hear(60, Report("b", -9, 2)).ShouldBe(Belief.Doubted);
        Hear(90, Report("b", -9, 3)).ShouldBe(Belief.Believed);
    }

    [Fact]
    public void Who_claims_a_short_interval_still_waits_for_that_of_the_speaker()
    {
        Hear(0, Report("a", 0, 1)).ShouldBe(Belief.Believed);
        var hasty = Report("b", -9, 1) with { Interval = TimeSpan.FromSeconds(1) };
        Hear(1, hasty).ShouldBe(Belief.Doubted);
        Hear(3, hasty with { Stamp = hasty.Stamp with { Sequence = 2 } }).ShouldBe(Belief.Doubted);
    }

    [Fact]
    public void Two_at_once_are_a_conflict_and_the_believed_one_stays_believed()
    {
        Hear(0, Report("a", 0, 1)).ShouldBe(Belief.Believed);
        Hear(5, Report("b", 4, 1, at: "10.0.0.8")).ShouldBe(Belief.Believed);
        for (var round = 1; round <= 10; round++)
        {
            Hear(30 * round, Report("a", 0, 1 + round)).ShouldNotBe(Belief.Believed);
            Hear((30 * round) + 5, Report("b", 4, 1 + round, at: "10.0.0.8")).ShouldBe(Belief.Believed);
        }

        lease.Doubt.ShouldNotBeNull().IsConflict.ShouldBeTrue();
        lease.Doubt.Reason.ShouldContain("the one at 10.0.0.8 is believed, the one at 10.0.0.7 is not");
    }

    [Fact]
    public void A_former_speaker_that_goes_on_gets_the_word_again_when_its_successor_falls_silent()
    {
        Hear(0, Report("a", 0, 1)).ShouldBe(Belief.Believed);
        Hear(5, Report("b", 4, 1)).ShouldBe(Belief.Believed);
        Hear(30, Report("a", 0, 2)).ShouldBe(Belief.Late);
        Hear(60, Report("a", 0, 3)).ShouldBe(Belief.Believed);
    }

    [Fact]
    public void Reports_of_the_time_when_it_spoke_do_not_help_a_former_speaker()
    {
        for (var round = 0; round < 10; round++) Hear(30 * round, Report("a", 0, 1 + round));
        Hear(300, Report("b", 300, 1)).ShouldBe(Belief.Believed);
        for (var round = 0; round < 10; round++) Hear(1_000 + (30 * round), Report("a", 0, 1 + round)).ShouldBe(Belief.Late);
    }

    [Fact]
    public void Of_three_that_speak_for_it_the_silence_of_one_gives_the_word_to_another()
    {
        Hear(0, Report("a", 0, 1)).ShouldBe(Belief.Believed);
        Hear(1, Report("b", 1, 1)).ShouldBe(Belief.Believed);
        Hear(2, Report("c", 2, 1)).ShouldBe(Belief.Believed);
        var believed = new HashSet<string>();
        for (var round = 1; round <= 3; round++)
        {
            if (Hear(30 * round, Report("a", 0, 1 + round)) is Belief.Believed) believed.Add("a");
            if (Hear((30 * round) + 1, Report("b", 1, 1 + round)) is Belief.Believed) believed.Add("b");
        }

        believed.ShouldBe(["a"]);
    }

    [Fact]
    public void An_agent_without_incarnations_is_followed_by_one_with_them()
    {
        Hear(0, Report(null, epoch: 0, 7)).ShouldBe(Belief.Believed);
        lease = lease with { Speaker = null, Newest = new Stamp(Noon.ToUnixTimeMilliseconds(), 7), LastHeard = Noon };
        Hear(60, Report("b", 59, 1)).ShouldBe(Belief.Believed);
        lease.FormerSpeakers!.ShouldHaveSingleItem().Sequence.ShouldBe(7);
    }

    [Fact]
    public void Whatever_was_heard_before_the_only_one_that_goes_on_is_believed_with_its_third_report() =>
        Gen.Select(
                Gen.Select(Gen.Int[0, 300], Gen.Char["abcd"], Gen.Int[-4_000, 90_000], Gen.Int[1, 20], Gen.Int[0, 2]).Array[0, 40],
                Gen.Int[-90_000_000, 90_000_000])
            .Sample((heard, epoch) =>
            {
                lease = new HostLease { Id = "red" };
                foreach (var (second, agent, clock, sequence, kind) in heard.OrderBy(one => one.Item1))
                {
                    IHostFact fact = kind switch
                    {
                        0 => Report(agent.ToString(), clock, sequence),
                        1 => Started(agent.ToString(), clock, sequence),
                        _ => Left(agent.ToString(), clock, sequence),
                    };
                    Hear(second, fact);
                }

                var beliefs = new[] { 330, 360, 390 }.Select((second, place) => Hear(second, Report("z", epoch, 1 + place))).ToList();
                beliefs[2].ShouldBe(Belief.Believed);
            }, iter: 5_000, threads: 1);

    /// <summary>The fact arrives so many seconds after noon.</summary>
    private Belief Hear(int second, IHostFact fact)
    {
        var now = Noon.AddSeconds(second);
        var (belief, after) = SpeakerRules.Hear(lease, fact, now);
        lease = belief is Belief.Believed && !after.IsLate(fact)
            ? after with { LastHeard = now, Newest = fact.Stamp, Watermark = fact.IsAboutWholeHost() ? fact.Stamp : after.Watermark }
            : after;
        return belief;
    }

    /// <param name="epoch">When the agent started by its clock, in seconds after noon.</param>
    private static HostReported Report(string? agent, long epoch, int sequence, string at = "10.0.0.7") => new()
    {
        Host = new HostIdentity("red", at),
        Stamp = Stamp(agent, epoch, sequence),
        At = default,
        Interval = Interval,
        Engine = "docker 1",
        Containers = [],
    };

    private static ContainerStarted Started(string agent, long epoch, int sequence) => new()
    {
        Host = new HostIdentity("red", "10.0.0.7"),
        Stamp = Stamp(agent, epoch, sequence),
        At = default,
        Container = new ContainerSnapshot
        {
            Id = "c1",
            Name = "calc",
            Image = "calc:1",
            StartedAt = default,
            Phase = ContainerPhase.Running,
            Endpoints = [],
        },
    };

    private static HostLeft Left(string agent, long epoch, int sequence) => new()
    {
        Host = new HostIdentity("red", "10.0.0.7"),
        Stamp = Stamp(agent, epoch, sequence),
        At = default,
        Reason = "shutdown",
    };

    private static Stamp Stamp(string? agent, long epoch, int sequence) =>
        new(Noon.AddSeconds(epoch).ToUnixTimeMilliseconds(), sequence) { Incarnation = agent };
}
