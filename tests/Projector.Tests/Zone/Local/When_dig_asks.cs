using System.Net;
using static Pipeline.Projector.Tests.Support.RecordSets;

namespace Pipeline.Projector.Tests.Zone.Local;

public class When_dig_asks
{
    [Theory]
    [InlineData("+notcp")]
    [InlineData("+tcp")]
    [InlineData("+noedns")]
    [InlineData("+bufsize=4096")]
    [InlineData("+nocookie")]
    public async Task A_service_is_told_in_short(string option)
    {
        await using var zone = await Filled();

        (await Dig.ShortAsync(zone, option, "SRV", Below("calc"))).ShouldBe([At("host1", 1), At("host2", 2)], ignoreOrder: true);
    }

    [Theory]
    [InlineData("+notcp")]
    [InlineData("+tcp")]
    public async Task A_server_at_the_loopback_address_of_IPv6_answers_there(string option)
    {
        await using var zone = await RunningZone.StartAsync(
            new IPEndPoint(IPAddress.IPv6Loopback, 0), Srv("calc", At("host1")), A("host1", "192.0.2.1"), Aaaa("host1", "2001:db8::1"));

        zone.EndPoint.Address.ShouldBe(IPAddress.IPv6Loopback);
        (await Dig.ShortAsync(zone, option, "SRV", Below("calc"))).ShouldBe([At("host1")]);
        (await Dig.ShortAsync(zone, option, "AAAA", Below("host1"))).ShouldBe(["2001:db8::1"]);
        (await Dig.ShortAsync(zone, option, "A", Below("host1"))).ShouldBe(["192.0.2.1"]);
    }

    [Fact]
    public async Task Over_IPv6_too_an_absent_name_is_told_with_the_SOA()
    {
        await using var zone = await RunningZone.StartAsync(new IPEndPoint(IPAddress.IPv6Loopback, 0));

        (await Dig.AskAsync(zone, "SOA", Domain)).ShouldContain($"SOA\tns.{Domain}.");
        (await Dig.AskAsync(zone, "AAAA", Below("nothing"))).ShouldContain("status: NXDOMAIN");
    }

    [Fact]
    public async Task A_name_in_any_case_answers_in_that_case()
    {
        await using var zone = await Filled();

        var said = await Dig.AskAsync(zone, "SRV", $"CaLc.{Domain}");

        said.ShouldContain($";CaLc.{Domain}.");
        said.ShouldContain($"\nCaLc.{Domain}.");
    }

    [Fact]
    public async Task An_answer_shows_its_flags_and_its_hosts_addresses()
    {
        await using var zone = await Filled();

        var said = await Dig.AskAsync(zone, "SRV", Below("calc"));

        said.ShouldContain("status: NOERROR");
        said.ShouldContain("flags: qr aa rd;");
        said.ShouldContain("QUERY: 1, ANSWER: 2, AUTHORITY: 0, ADDITIONAL: 3");
        said.ShouldContain("EDNS: version: 0, flags:; udp: 1232");
        said.ShouldContain("192.0.2.1");
        said.ShouldNotContain("malformed", Case.Insensitive);
    }

    [Theory]
    [InlineData("nothing", "SRV", "NXDOMAIN")]
    [InlineData("_tcp", "SRV", "NOERROR")]
    [InlineData("calc", "AAAA", "NOERROR")]
    public async Task An_absent_name_and_absent_data_are_told_apart_both_with_the_soa(string label, string type, string status)
    {
        await using var zone = await Filled();

        var said = await Dig.AskAsync(zone, type, Below(label));

        said.ShouldContain($"status: {status}");
        said.ShouldContain("ANSWER: 0, AUTHORITY: 1");
        said.ShouldContain($"SOA\tns.{Domain}. hostmaster.{Domain}.");
    }

    [Fact]
    public async Task Outside_the_zone_it_refuses()
    {
        await using var zone = await Filled();

        (await Dig.AskAsync(zone, "A", "example.org")).ShouldContain("status: REFUSED");
        (await Dig.AskAsync(zone, "CH", "TXT", "version.bind")).ShouldContain("status: REFUSED");
    }

    [Fact]
    public async Task Another_operation_is_not_implemented()
    {
        await using var zone = await Filled();

        (await Dig.AskAsync(zone, "+opcode=notify", "SOA", Domain)).ShouldContain("status: NOTIMP");
    }

    [Fact]
    public async Task A_version_of_edns_to_come_is_answered_with_badvers()
    {
        await using var zone = await Filled();

        (await Dig.AskAsync(zone, "+edns=1", "+noednsnegotiation", "SRV", Below("calc"))).ShouldContain("status: BADVERS");
    }

    [Fact]
    public async Task The_zone_names_its_server()
    {
        await using var zone = await Filled();

        (await Dig.ShortAsync(zone, "NS", Domain)).ShouldBe([$"ns.{Domain}."]);
        (await Dig.ShortAsync(zone, "A", $"ns.{Domain}")).ShouldBe(["127.0.0.1"]);
        (await Dig.ShortAsync(zone, "SOA", Domain)).ShouldHaveSingleItem()
            .ShouldStartWith($"ns.{Domain}. hostmaster.{Domain}. {zone.Zone.Current.Serial} ");
    }

    [Fact]
    public async Task Any_shows_all_that_a_name_has()
    {
        await using var zone = await Filled();

        (await Dig.ShortAsync(zone, "+notcp", "ANY", Domain)).Length.ShouldBe(2);
    }

    [Fact]
    public async Task Five_hundred_values_come_over_tcp_after_a_truncated_answer()
    {
        string[] values = [.. Enumerable.Range(0, 500).Select(i => At($"host{i}", i))];
        await using var zone = await RunningZone.StartAsync(
        [
            Srv("many", values),
            .. Enumerable.Range(0, 500).Select(i => A($"host{i}", $"10.0.{i / 250}.{i % 250}", $"10.1.{i / 250}.{i % 250}")),
        ]);

        (await Dig.AskAsync(zone, "+ignore", "SRV", Below("many"))).ShouldContain("flags: qr aa tc rd;");
        var said = await Dig.AskAsync(zone, "SRV", Below("many"));

        said.ShouldContain("ANSWER: 500, AUTHORITY: 0, ADDITIONAL: 1001");
        said.ShouldContain("(TCP)");
    }

    private static Task<RunningZone> Filled() => RunningZone.StartAsync(
        Srv("calc", At("host1", 1), At("host2", 2)), Srv("_calc._tcp", At("host1")), A("host1", "192.0.2.1"), A("host2", "192.0.2.2"));
}
