using Pipeline.Contracts;
using Pipeline.Core.Health;

namespace Pipeline.Core.Tests.Health;

public sealed class When_a_check_is_claimed
{
    private static readonly CheckDefaults Usual = CheckDefaults.Default;

    [Theory]
    [InlineData(null, CheckKind.Http, "/health")]
    [InlineData("http:/", CheckKind.Http, "/")]
    [InlineData("http:/up?deep=1", CheckKind.Http, "/up?deep=1")]
    [InlineData("tcp", CheckKind.Tcp, "")]
    [InlineData("docker", CheckKind.Docker, "")]
    [InlineData(" none ", CheckKind.None, "")]
    public void A_good_one_is_read(string? text, CheckKind kind, string path) =>
        Check.FromClaim(Claim(text), Usual).Check.ShouldBe(new Check(kind, path, Usual.Interval, Usual.Timeout));

    [Theory]
    [InlineData("")]
    [InlineData("http")]
    [InlineData("http:health")]
    [InlineData("http:/with space")]
    [InlineData("http:/line\nbreak")]
    [InlineData("https:/health")]
    [InlineData("TCP")]
    public void A_bad_one_is_told_with_what_to_write_instead(string text)
    {
        var (check, flaw) = Check.FromClaim(Claim(text), Usual);

        check.ShouldBeNull();
        flaw.ShouldBe($"SERVICE_8081_CHECK '{text}' is no check: write http:/PATH, tcp, docker or none");
    }

    [Fact]
    public void A_udp_port_is_not_checked_unless_the_engine_does() =>
        new[] { null, "none", "docker" }.Select(text => Check.FromClaim(Claim(text, TransportProtocol.Udp), Usual).Check?.Kind)
            .ShouldBe([CheckKind.None, CheckKind.None, CheckKind.Docker]);

    [Fact]
    public void A_udp_port_cannot_be_asked() => Check.FromClaim(Claim("tcp", TransportProtocol.Udp), Usual).Flaw.ShouldNotBeNull();

    [Theory]
    [InlineData("5", 5)]
    [InlineData("00:00:30", 30)]
    [InlineData("1.5", 1.5)]
    public void Its_interval_is_hours_minutes_and_seconds_or_seconds(string text, double seconds) =>
        Check.FromClaim(Claim("tcp") with { CheckInterval = text }, Usual).Check!.Interval.ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("soon")]
    [InlineData("2:00:00")]
    public void An_interval_that_is_none_is_told(string text) =>
        Check.FromClaim(Claim("tcp") with { CheckInterval = text }, Usual).Flaw!.ShouldStartWith("SERVICE_8081_CHECK_INTERVAL");

    [Fact]
    public void An_answer_may_take_no_longer_than_the_interval()
    {
        Check.FromClaim(Claim("tcp") with { CheckTimeout = "11" }, Usual).Flaw!.ShouldStartWith("SERVICE_8081_CHECK_TIMEOUT");
        Check.FromClaim(Claim("tcp") with { CheckInterval = "1" }, Usual).Check!.Timeout.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Only_ports_with_a_good_claim_and_a_check_are_looked_after()
    {
        var host = new ModelHost("red", "192.0.2.7");
        var container = ModelHost.Container(
            "c1", host.Claim("calc", 32768), host.Claim("hidden", null, 9000), host.Claim("dns", 53, 53, TransportProtocol.Udp),
            host.Claim("quiet", 32770, 9001) with { Check = "none" }, host.Claim("odd", 32771, 9002) with { Check = "odd" });

        Watch.FromClaims(container, "servicediscovery.internal", Usual)
            .Select(watch => (watch.Service, watch.Flaw is null)).ShouldBe([("calc", true), ("odd", false)]);
    }

    private static Endpoint Claim(string? check, TransportProtocol protocol = TransportProtocol.Tcp) =>
        new ModelHost("red", "192.0.2.7").Claim("calc", 32768, 8081, protocol) with { Check = check };
}
