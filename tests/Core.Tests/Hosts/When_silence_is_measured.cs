using Pipeline.Core.Hosts;
using Pipeline.Core.Tests.Support;

namespace Pipeline.Core.Tests.Hosts;

public sealed class When_silence_is_measured
{
    private static readonly DateTimeOffset Noon = SettableClock.Noon;

    private readonly SettableClock clock = new();
    private readonly Silences silences;

    public When_silence_is_measured() => silences = new Silences(clock);

    [Fact]
    public void A_host_that_is_seen_first_has_just_been_heard() => Measure(Lease(Noon.AddDays(-1))).OfHost.ShouldBe(TimeSpan.Zero);

    [Theory]
    [InlineData(0)]
    [InlineData(86_400)]
    [InlineData(-86_400)]
    public void It_is_silent_since_its_lease_was_last_seen_to_change_whatever_the_clocks_of_others_show(int wrongBy)
    {
        Measure(Lease(Noon));
        clock.Pass(TimeSpan.FromSeconds(30));
        var renewed = Lease(Noon.AddSeconds(29 + wrongBy));
        Measure(renewed).OfHost.ShouldBe(TimeSpan.Zero);
        clock.Set(Noon.AddDays(3));
        clock.Pass(TimeSpan.FromSeconds(31));

        Measure(renewed).OfHost.ShouldBe(TimeSpan.FromSeconds(31));
    }

    [Fact]
    public void One_that_is_heard_and_not_believed_is_not_silent_even_if_whoever_doubts_it_is_behind()
    {
        var lease = Lease(Noon);
        Measure(lease).OfDoubt.ShouldBeNull();
        clock.Pass(TimeSpan.FromSeconds(60));

        Measure(lease with { Doubt = new Doubt("its clock is behind", Noon.AddDays(-1)) })
            .ShouldBe(new Silence(TimeSpan.Zero, TimeSpan.Zero));
        clock.Pass(TimeSpan.FromSeconds(9));
        Measure(lease with { Doubt = new Doubt("its clock is behind", Noon.AddDays(-1)) })
            .ShouldBe(new Silence(TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(9)));
    }

    [Fact]
    public void A_doubt_that_ends_is_no_sign_of_its_host()
    {
        var lease = Lease(Noon);
        Measure(lease with { Doubt = new Doubt("two speak", Noon) });
        clock.Pass(TimeSpan.FromSeconds(60));

        Measure(lease).ShouldBe(new Silence(TimeSpan.FromSeconds(60), null));
    }

    [Fact]
    public void What_was_before_this_process_listened_does_not_count()
    {
        Measure(Lease(Noon));
        clock.Pass(TimeSpan.FromSeconds(60));
        silences.ListenAnew();
        clock.Pass(TimeSpan.FromSeconds(5));

        Measure(Lease(Noon)).OfHost.ShouldBe(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void A_host_that_is_not_kept_is_seen_first_again()
    {
        Measure(Lease(Noon));
        clock.Pass(TimeSpan.FromSeconds(60));
        silences.Keep([]);

        Measure(Lease(Noon)).OfHost.ShouldBe(TimeSpan.Zero);
    }

    private Silence Measure(HostLease lease) => silences.Measure(lease);

    private static HostLease Lease(DateTimeOffset lastHeard) => new() { Id = "red", LastHeard = lastHeard };
}
