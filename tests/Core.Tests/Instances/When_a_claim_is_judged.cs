using Pipeline.Contracts;
using Pipeline.Core.Instances;

namespace Pipeline.Core.Tests.Instances;

public sealed class When_a_claim_is_judged
{
    private const string Domain = "servicediscovery.internal";

    private const string NotPublished =
        "port 8081/tcp is published nowhere that others can reach; publish it (-p 8081) or use the host network";

    private static readonly Endpoint Calc = new()
    {
        Service = "calc",
        Protocol = TransportProtocol.Tcp,
        ContainerPort = 8081,
        HostPort = 32768,
        Address = "192.0.2.7",
    };

    public static TheoryData<Endpoint, RefusalReason, string> Bad => new()
    {
        {
            Calc with { Service = "no name!" },
            RefusalReason.InvalidName,
            "'no name!' is no DNS name: only letters, digits, '-' and '_' are allowed"
        },
        {
            Calc with { Service = "calc.example.org" },
            RefusalReason.NotOurs,
            "'calc.example.org' is not below servicediscovery.internal; "
            + "claim one label, such as 'calc', or the full name below servicediscovery.internal"
        },
        { Calc with { ContainerPort = 0 }, RefusalReason.InvalidPort, "0 is no port; ports are 1 to 65535" },
        { Calc with { ContainerPort = 65536 }, RefusalReason.InvalidPort, "65536 is no port; ports are 1 to 65535" },
        { Calc with { Service = "_calc._udp" }, RefusalReason.ProtocolMismatch, "'_calc._udp' says udp, but port 8081 speaks tcp" },
        {
            Calc with { Service = "_calc._tcp", Protocol = TransportProtocol.Udp },
            RefusalReason.ProtocolMismatch,
            "'_calc._tcp' says tcp, but port 8081 speaks udp"
        },
        { Calc with { HostPort = null }, RefusalReason.NotPublished, NotPublished },
        { Calc with { HostPort = 0 }, RefusalReason.NotPublished, NotPublished },
        { Calc with { HostPort = 65536 }, RefusalReason.NotPublished, NotPublished },
        { Calc with { Address = null }, RefusalReason.NotPublished, NotPublished },
        {
            Calc with { Address = "::" },
            RefusalReason.NotPublished,
            "port 8081/tcp is published at IPv6 alone ([::]:32768), and its host's IPv6 address is not known; "
            + "set Pipeline__HostAddress6, or publish it at IPv4 too (-p 8081)"
        },
        {
            Calc with { Address = "somewhere" },
            RefusalReason.NotPublished,
            "port 8081/tcp is published at 'somewhere', which is no IP address"
        },
    };

    [Fact]
    public void A_good_one_becomes_an_instance() =>
        ClaimRules.Validate(Calc, Domain)
            .ShouldBe((new Instance("calc", 8081, new TransportAddress("192.0.2.7", 32768, TransportProtocol.Tcp)), null));

    [Fact]
    public void Failure_35_one_at_ipv6_alone_becomes_an_instance_there() =>
        ClaimRules.Validate(Calc with { Address = "fd00::7" }, Domain).Instance!.Addresses.ShouldBe(["fd00::7"]);

    [Fact]
    public void A_good_one_at_both_kinds_of_addresses_is_one_instance_at_both() =>
        ClaimRules.Validate(Calc with { Address6 = "fd00::7" }, Domain).Instance!.Addresses.ShouldBe(["192.0.2.7", "fd00::7"]);

    [Theory]
    [InlineData("::")]
    [InlineData("192.0.2.8")]
    [InlineData("FD00::7")]
    [InlineData("fe80::7%1")]
    public void A_second_address_that_is_none_is_left_out(string text) =>
        ClaimRules.Validate(Calc with { Address6 = text }, Domain).Instance!.Addresses.ShouldBe(["192.0.2.7"]);

    [Fact]
    public void An_instance_knows_whether_its_port_is_fixed()
    {
        ClaimRules.Validate(Calc, Domain).Instance!.IsFixed.ShouldBeFalse();
        ClaimRules.Validate(Calc with { IsFixed = true }, Domain).Instance!.IsFixed.ShouldBeTrue();
    }

    [Fact]
    public void The_name_may_say_the_protocol_that_the_port_speaks()
    {
        ClaimRules.Validate(Calc with { Service = "_calc._tcp" }, Domain).Instance!.Service.ShouldBe("_calc._tcp");
        ClaimRules.Validate(Calc with { Service = "_calc._udp", Protocol = TransportProtocol.Udp }, Domain)
            .Instance!.Service.ShouldBe("_calc._udp");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(65535)]
    public void The_first_and_the_last_port_are_ports(int port) =>
        ClaimRules.Validate(Calc with { ContainerPort = port, HostPort = port }, Domain).Instance!.At.Port.ShouldBe(port);

    [Theory, MemberData(nameof(Bad))]
    public void A_bad_one_is_refused_with_its_reason_and_a_sentence(Endpoint claim, RefusalReason reason, string sentence) =>
        ClaimRules.Validate(claim, Domain).ShouldBe((null, new Refusal(claim, reason, sentence)));
}
