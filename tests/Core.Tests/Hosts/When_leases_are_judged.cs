using Pipeline.Core.Hosts;

namespace Pipeline.Core.Tests.Hosts;

public sealed class When_leases_are_judged
{
    /// <summary>With an interval of 10 s: suspected after 30 s of silence, lost after 50 s.</summary>
    private static readonly LeasePolicy Policy = new(MissedReports: 3, ConfirmAfter: TimeSpan.FromSeconds(20));

    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(HostStatus.Live, 0, "")]
    [InlineData(HostStatus.Live, 30, "")]
    [InlineData(HostStatus.Live, 31, "suspected")]
    [InlineData(HostStatus.Live, 3_600, "suspected")]
    [InlineData(HostStatus.Suspected, 31, "")]
    [InlineData(HostStatus.Suspected, 50, "")]
    [InlineData(HostStatus.Suspected, 51, "lost")]
    public void Silence_means(HostStatus status, int silentSeconds, string meaning)
    {
        var findings = Judge([AHost("red", status, silentSeconds)]);

        Names(findings.Suspected).ShouldBe(meaning is "suspected" ? ["red"] : []);
        Names(findings.Lost).ShouldBe(meaning is "lost" ? ["red"] : []);
        findings.Deaf.ShouldBeFalse();
    }

    [Fact]
    public void Each_host_is_measured_by_its_own_interval()
    {
        var slow = AHost("slow", HostStatus.Live, silentSeconds: 100, interval: 60);
        var quick = AHost("quick", HostStatus.Live, silentSeconds: 10, interval: 1);

        Names(Judge([slow, quick]).Suspected).ShouldBe(["quick"]);
    }

    [Fact]
    public void When_every_host_is_silent_none_is_given_up()
    {
        var findings = Judge(
            [AHost("red", HostStatus.Suspected, 60), AHost("green", HostStatus.Suspected, 60), AHost("blue", HostStatus.Live, 31)],
            witnessReports: null);

        findings.Deaf.ShouldBeTrue();
        findings.Lost.ShouldBeEmpty();
        Names(findings.Suspected).ShouldBe(["blue"]);
    }

    [Fact]
    public void When_one_of_them_is_heard_the_others_are_given_up()
    {
        var findings = Judge(
            [AHost("red", HostStatus.Suspected, 60), AHost("green", HostStatus.Suspected, 60), AHost("blue", HostStatus.Live, 1)],
            witnessReports: null);

        findings.Deaf.ShouldBeFalse();
        Names(findings.Lost).ShouldBe(["red", "green"]);
    }

    [Fact]
    public void Two_hosts_are_too_few_to_doubt_the_ears()
    {
        var findings = Judge([AHost("red", HostStatus.Suspected, 60), AHost("green", HostStatus.Suspected, 60)]);

        findings.Deaf.ShouldBeFalse();
        Names(findings.Lost).ShouldBe(["red", "green"]);
    }

    [Fact]
    public void Without_hosts_nothing_is_found() =>
        Judge([]).ShouldSatisfyAllConditions(
            f => f.Suspected.ShouldBeEmpty(), f => f.Lost.ShouldBeEmpty(), f => f.Deaf.ShouldBeFalse());

    [Fact]
    public void By_default_three_missed_reports_are_suspicious_and_half_a_minute_more_is_loss() =>
        LeasePolicy.Default.ShouldBe(new LeasePolicy(3, TimeSpan.FromSeconds(30)));

    [Theory]
    [InlineData(HostStatus.Suspected, null, "lost")]
    [InlineData(HostStatus.Suspected, Presence.Gone, "lost")]
    [InlineData(HostStatus.Suspected, Presence.Running, "mute")]
    [InlineData(HostStatus.Suspected, Presence.Uncertain, "")]
    [InlineData(HostStatus.Mute, null, "lost")]
    [InlineData(HostStatus.Mute, Presence.Gone, "lost")]
    [InlineData(HostStatus.Mute, Presence.Running, "mute")]
    [InlineData(HostStatus.Mute, Presence.Uncertain, "")]
    public void Too_long_a_silence_means_what_a_witness_says(HostStatus status, Presence? presence, string meaning)
    {
        var witnessReports = presence is { } said ? new Dictionary<string, WitnessReport> { ["red"] = new(said, "i-1") } : null;

        var findings = Judge([AHost("red", status, silentSeconds: 51)], witnessReports);

        Names(findings.Overdue).ShouldBe(["red"]);
        Names(findings.Lost).ShouldBe(meaning is "lost" ? ["red"] : []);
        Names(findings.Mute).ShouldBe(meaning is "mute" ? ["red"] : []);
    }

    [Fact]
    public void One_at_whose_address_another_host_reports_is_given_up_although_its_machine_runs()
    {
        var runs = new Dictionary<string, WitnessReport>
        {
            ["red"] = new(Presence.Running, "i-1"),
            ["blue"] = new(Presence.Running, "i-2"),
        };
        var renamed = AHost("violet", HostStatus.Live, silentSeconds: 1);
        var elsewhere = AHost("blue", HostStatus.Mute, silentSeconds: 51);
        elsewhere.Item1 = elsewhere.Item1 with { Address = "127.0.1.2" };

        var findings = Judge([AHost("red", HostStatus.Mute, silentSeconds: 51), renamed, elsewhere], runs);

        Names(findings.Lost).ShouldBe(["red"]);
        Names(findings.Mute).ShouldBe(["blue"]);
        findings.WitnessReports["red"].Because.ShouldBe("host violet reports at its address 127.0.1.1");
    }

    [Fact]
    public void Failure_67_a_task_is_not_given_up_because_another_host_reports_at_its_address_nor_a_host_because_of_a_task()
    {
        var runs = new Dictionary<string, WitnessReport>
        {
            ["red"] = new(Presence.Running, "i-1"),
            ["task-1"] = new(Presence.Running, "RUNNING"),
        };
        var silentTask = AHost("task-1", HostStatus.Mute, silentSeconds: 51);
        var silentHost = AHost("red", HostStatus.Mute, silentSeconds: 51);

        Names(Judge([silentTask, AHost("violet", HostStatus.Live, silentSeconds: 1)], runs).Lost).ShouldBeEmpty();
        Names(Judge([silentHost, AHost("task-2", HostStatus.Live, silentSeconds: 1)], runs).Lost).ShouldBeEmpty();
    }

    [Fact]
    public void A_host_that_the_witness_was_not_asked_about_yet_is_not_given_up()
    {
        var nothingSaid = new Dictionary<string, WitnessReport>();

        var findings = Judge([AHost("red", HostStatus.Suspected, silentSeconds: 51)], nothingSaid);

        Names(findings.Overdue).ShouldBe(["red"]);
        findings.Lost.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(HostStatus.Live, 31)]
    [InlineData(HostStatus.Suspected, 50)]
    [InlineData(HostStatus.Mute, 50)]
    public void Before_that_no_witness_counts(HostStatus status, int silentSeconds)
    {
        var gone = new Dictionary<string, WitnessReport> { ["red"] = new(Presence.Gone, "i-1") };

        var findings = Judge([AHost("red", status, silentSeconds)], gone);

        findings.Overdue.ShouldBeEmpty();
        findings.Lost.ShouldBeEmpty();
    }

    [Fact]
    public void The_silence_of_mute_hosts_is_explained_and_makes_nobody_doubt_the_ears()
    {
        var gone = new Dictionary<string, WitnessReport> { ["red"] = new(Presence.Gone, "i-1") };

        var findings = Judge(
            [AHost("red", HostStatus.Suspected, 60), AHost("green", HostStatus.Mute, 60), AHost("blue", HostStatus.Mute, 60)],
            gone);

        findings.Deaf.ShouldBeFalse();
        Names(findings.Lost).ShouldBe(["red"]);
    }

    [Fact]
    public void One_that_is_heard_but_not_believed_is_neither_suspected_nor_lost()
    {
        var findings = Judge(
            [Doubted(AHost("red", HostStatus.Suspected, 3_600), heardSeconds: 30), Doubted(AHost("blue", HostStatus.Live, 3_600), 30)],
            witnessReports: null);

        findings.Suspected.ShouldBeEmpty();
        findings.Lost.ShouldBeEmpty();
        (findings.Doubted, findings.Undoubted.Count).ShouldBe((2, 0));
    }

    [Fact]
    public void When_nothing_doubtful_was_heard_for_three_intervals_the_doubt_has_ended_and_its_silence_counts()
    {
        var findings = Judge([Doubted(AHost("red", HostStatus.Live, 3_600), heardSeconds: 31)]);

        Names(findings.Undoubted).ShouldBe(["red"]);
        Names(findings.Suspected).ShouldBe(["red"]);
        findings.Doubted.ShouldBe(0);
    }

    [Fact]
    public void One_of_which_nothing_was_believed_yet_is_counted_as_doubted_and_not_as_silent()
    {
        var findings = Judge([Doubted(AHost("red", HostStatus.Left, 3_600), heardSeconds: 1)]);

        findings.Doubted.ShouldBe(1);
        findings.Suspected.ShouldBeEmpty();
    }

    private static (Host, HostLease) Doubted((Host Host, HostLease Lease) host, int heardSeconds) => (
        host.Host with { Doubt = "its clock is behind" },
        host.Lease with { Doubt = new Doubt("its clock is behind", Now.AddSeconds(-heardSeconds)) });

    private static LeaseFindings Judge(
        IReadOnlyCollection<(Host, HostLease)> hosts, IReadOnlyDictionary<string, WitnessReport>? witnessReports = null) =>
        Policy.Judge(hosts, SilenceOf, witnessReports);

    private static Silence SilenceOf(HostLease lease) => lease.Doubt is { LastHeard: var doubted }
        ? new Silence(Now - doubted, Now - doubted)
        : new Silence(Now - lease.LastHeard, null);

    private static (Host, HostLease) AHost(string name, HostStatus status, int silentSeconds, int interval = 10) => (
        new Host { Id = Host.StreamOf(name), Address = "127.0.1.1", Status = status },
        new HostLease { Id = name, LastHeard = Now.AddSeconds(-silentSeconds), Interval = TimeSpan.FromSeconds(interval) });

    private static IEnumerable<string> Names(IEnumerable<(Host Host, HostLease Lease)> hosts) => hosts.Select(h => h.Host.Name);
}
