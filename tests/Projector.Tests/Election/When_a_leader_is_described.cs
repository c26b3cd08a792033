using Microsoft.Extensions.Time.Testing;
using Pipeline.Projector.Election;

namespace Pipeline.Projector.Tests.Election;

public sealed class When_a_leader_is_described
{
    private static readonly DateTimeOffset Since = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider time = new();

    [Fact]
    public void One_who_leads_is_named_with_the_age_of_the_last_pass_which_grows()
    {
        var pass = new LastPass(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(0.1), null);
        var watch = See(readAfterSeconds: 100, expiresAfterSeconds: 110, pass);
        time.Advance(TimeSpan.FromSeconds(20));

        watch.Describe().ShouldBe("red/1 leads since 2026-03-01 12:00:00Z (term 7), last pass 23 s ago");
        watch.LeadsFor.ShouldBe(TimeSpan.FromSeconds(120));
    }

    [Fact]
    public void Nobody_leads_once_the_lease_has_expired() => See(readAfterSeconds: 100, expiresAfterSeconds: 90, null).Describe()
        .ShouldBe("nobody leads since 2026-03-01 12:01:30Z; red/1 led last (term 7), no pass has ended yet");

    [Fact]
    public void Passes_that_fail_are_told_with_the_reason() =>
        See(readAfterSeconds: 100, expiresAfterSeconds: 110, new LastPass(TimeSpan.FromSeconds(300), TimeSpan.Zero, "the zone is busy"))
            .Describe().ShouldEndWith("last pass 300 s ago, and later ones failed: the zone is busy");

    [Fact]
    public void Before_the_store_was_asked_nothing_is_known() =>
        new LeaderWatch(time).Describe().ShouldBe("nobody is known to lead the zone");

    private LeaderWatch See(int readAfterSeconds, int expiresAfterSeconds, LastPass? lastPass)
    {
        var watch = new LeaderWatch(time);
        watch.See(
            new LeaderState(7, "red/1", Since, Since.AddSeconds(expiresAfterSeconds), Since.AddSeconds(readAfterSeconds), lastPass),
            leads: false, time.GetTimestamp());
        return watch;
    }
}
