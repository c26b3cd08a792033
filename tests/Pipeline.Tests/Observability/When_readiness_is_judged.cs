using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Composition;
using Pipeline.Projector.Election;

namespace Pipeline.Tests.Observability;

public sealed class When_readiness_is_judged
{
    private const string Gone = "No hosted zone found with ID: Z123";

    private static readonly TimeSpan Late = TimeSpan.FromMinutes(2);
    private static readonly DateTimeOffset Since = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(true, 30, null, HealthStatus.Healthy)]
    [InlineData(true, 30, Gone, HealthStatus.Degraded)]
    [InlineData(true, 150, Gone, HealthStatus.Unhealthy)]
    [InlineData(true, null, Gone, HealthStatus.Unhealthy)]
    [InlineData(true, 150, null, HealthStatus.Degraded)]
    [InlineData(false, 30, null, HealthStatus.Healthy)]
    [InlineData(false, 150, Gone, HealthStatus.Healthy)]
    public void Failure_22_a_leader_whose_passes_go_on_failing_is_not_ready_and_says_why(
        bool leads, int? lastPassSecondsAgo, string? failure, HealthStatus expected)
    {
        TimeSpan? age = lastPassSecondsAgo is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        var time = new FakeTimeProvider();
        var watch = new LeaderWatch(time);
        watch.See(
            new LeaderState(7, "red/1", Since, Since.AddSeconds(610), Since.AddSeconds(600), new LastPass(age, TimeSpan.Zero, failure)),
            leads,
            time.GetTimestamp());

        var result = ZoneCheck.Judge(leads, watch, Late);

        result.Status.ShouldBe(expected);
        if (failure is not null) result.Description!.ShouldContain(failure);
    }
}
