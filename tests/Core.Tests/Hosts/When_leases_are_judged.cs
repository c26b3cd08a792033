using Pipeline.Core.Hosts;

namespace Pipeline.Core.Tests.Hosts;

public sealed class When_leases_are_judged
{
    /// <summary>With an interval of 10 s: suspected after 30 s of silence, lost after 50 s.</summary>
    private static readonly LeasePolicy Policy = new(MissedReports: 3, ConfirmAfter: TimeSpan.FromSeconds(20));

    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset LongAgo = Now.AddDays(-1);

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
        var findings = Policy.Judge([AHost("red", status, silentSeconds)], LongAgo, Now);

        Names(findings.Suspected).ShouldBe(meaning is "suspected" ? ["red"] : []);
        Names(findings.Lost).ShouldBe(meaning is "lost" ? ["red"] : []);
        findings.Deaf.ShouldBeFalse();
    }

    [Fact]
    public void Each_host_is_measured_by_its_own_interval()
    {
        var slow = AHost("slow", HostStatus.Live, silentSeconds: 100, interval: 60);
        var quick = AHost("quick", HostStatus.Live, silentSeconds: 10, interval: 1);

        Names(Policy.Judge([slow, quick], LongAgo, Now).Suspected).ShouldBe(["quick"]);
    }

    [Fact]
    public void Silence_before_the_registry_listened_is_its_own()
    {
        var silent = AHost("red", HostStatus.Suspected, silentSeconds: 3_600);

        Policy.Judge([silent], listeningSince: Now.AddSeconds(-30), Now).Lost.ShouldBeEmpty();
        Names(Policy.Judge([silent], listeningSince: Now.AddSeconds(-51), Now).Lost).ShouldBe(["red"]);
    }

    [Fact]
    public void When_every_host_is_silent_none_is_given_up()
    {
        var findings = Policy.Judge(
            [AHost("red", HostStatus.Suspected, 60), AHost("green", HostStatus.Suspected, 60), AHost("blue", HostStatus.Live, 31)], LongAgo, Now);

        findings.Deaf.ShouldBeTrue();
        findings.Lost.ShouldBeEmpty();
        Names(findings.Suspected).ShouldBe(["blue"]);
    }

    [Fact]
    public void When_one_of_them_is_heard_the_others_are_given_up()
    {
        var findings = Policy.Judge(
            [AHost("red", HostStatus.Suspected, 60), AHost("green", HostStatus.Suspected, 60), AHost("blue", HostStatus.Live, 1)], LongAgo, Now);

        findings.Deaf.ShouldBeFalse();
        Names(findings.Lost).ShouldBe(["red", "green"]);
    }

    [Fact]
    public void Two_hosts_are_too_few_to_doubt_the_ears()
    {
        var findings = Policy.Judge([AHost("red", HostStatus.Suspected, 60), AHost("green", HostStatus.Suspected, 60)], LongAgo, Now);

        findings.Deaf.ShouldBeFalse();
        Names(findings.Lost).ShouldBe(["red", "green"]);
    }

    [Fact]
    public void Without_hosts_nothing_is_found() =>
        Policy.Judge([], LongAgo, Now).ShouldSatisfyAllConditions(
            f => f.Suspected.ShouldBeEmpty(), f => f.Lost.ShouldBeEmpty(), f => f.Deaf.ShouldBeFalse());

    [Fact]
    public void By_default_three_missed_reports_are_suspicious_and_half_a_minute_more_is_loss() =>
        LeasePolicy.Default.ShouldBe(new LeasePolicy(3, TimeSpan.FromSeconds(30)));

    private static (Host, HostLease) AHost(string name, HostStatus status, int silentSeconds, int interval = 10) => (
        new Host { Id = Host.StreamOf(name), Address = "127.0.1.1", Status = status },
        new HostLease { Id = name, LastHeard = Now.AddSeconds(-silentSeconds), Interval = TimeSpan.FromSeconds(interval) });

    private static IEnumerable<string> Names(IEnumerable<(Host Host, HostLease Lease)> hosts) => hosts.Select(h => h.Host.Name);
}
