using Pipeline.Core.Health;
using Pipeline.Core.Tests.Support;

namespace Pipeline.Core.Tests.Health;

public sealed class When_a_result_is_worth_telling
{
    private static readonly HealthPolicy Usual = HealthPolicy.Default;

    [Fact]
    public void Nothing_is_said_while_the_healthy_pass() => Tells(SimulatedContainer.Healthy(), passed: true, told: null).ShouldBeFalse();

    [Fact]
    public void Failures_of_the_healthy_and_of_suspects_are_told()
    {
        Tells(SimulatedContainer.Healthy(), passed: false, told: null).ShouldBeTrue();
        Tells(SimulatedContainer.Healthy().Then(p => p.Fails()), passed: false, told: Failure).ShouldBeTrue();
        Tells(SimulatedContainer.Failing(), passed: false, told: Failure).ShouldBeTrue("until somebody ruled");
    }

    [Fact]
    public void A_failure_in_the_grace_is_not_told_and_a_success_is()
    {
        var young = new SimulatedContainer();
        young.Runs();

        Tells(young, passed: false, told: null).ShouldBeFalse();
        Tells(young, passed: true, told: null).ShouldBeTrue();
        Tells(young.Later(30), passed: false, told: null).ShouldBeTrue();
    }

    [Theory]
    [InlineData(GovernorDecisionKind.Condemn)]
    [InlineData(GovernorDecisionKind.Spare)]
    [InlineData(GovernorDecisionKind.Doubt)]
    public void Who_was_ruled_upon_and_goes_on_failing_in_the_same_way_is_old_news(GovernorDecisionKind kind)
    {
        var container = SimulatedContainer.Failing().Then(p => p.Ruled(kind));

        Tells(container, passed: false, told: Failure).ShouldBeFalse();
        Tells(container, passed: false, told: Failure with { Text = "no answer within 2 s" }).ShouldBeTrue();
        Tells(container, passed: false, told: Failure with { Passed = true }).ShouldBeTrue("two successes in a row must be two in a row");
        Tells(container, passed: true, told: Failure).ShouldBeTrue();
        Tells(container, passed: true, told: Failure with { Passed = true }).ShouldBeTrue();
    }

    [Fact]
    public void A_success_that_crossed_a_failure_on_its_way_is_told() =>
        Tells(SimulatedContainer.Healthy(), passed: true, told: Failure).ShouldBeTrue();

    [Fact]
    public void Under_a_new_policy_that_asks_for_more_failures_they_are_told_again_and_judged_again()
    {
        var container = SimulatedContainer.Failing().Then(p => p.Ruled(GovernorDecisionKind.Spare));
        var slower = Usual with { Failures = 5 };

        ProbeReporting.MustReport(container.Health!, Failure with { At = container.Now }, Failure, slower).ShouldBeTrue();
        var asleep = HealthRules.Decide(
            container.Health, SimulatedContainer.Id, Alarm.None, Next(container, 1), slower, container.Now.AddSeconds(1));
        asleep.Alarm.Due.ShouldBeNull();
        HealthRules
            .Decide(asleep.Health, SimulatedContainer.Id, asleep.Alarm, Next(container, 2), slower, container.Now.AddSeconds(2))
            .Alarm.Due.ShouldNotBeNull();
    }

    private static readonly ProbeResult Failure = new(8081, Passed: false, "HTTP 500", default, TimeSpan.Zero, "prober-1");

    private static HealthSignal.Probed Next(SimulatedContainer container, int seconds) =>
        new(container.Health!.Run, Failure with { At = container.Now.AddSeconds(seconds) });

    private static bool Tells(SimulatedContainer container, bool passed, ProbeResult? told) =>
        ProbeReporting.MustReport(container.Health!, Failure with { Passed = passed, At = container.Now }, told, Usual);
}
