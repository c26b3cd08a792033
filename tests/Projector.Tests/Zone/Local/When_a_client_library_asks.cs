using System.Net;
using DnsClient;
using DnsClient.Protocol;
using static Pipeline.Projector.Tests.Support.RecordSets;

namespace Pipeline.Projector.Tests.Zone.Local;

/// <summary>What an ordinary client library makes of the zone, over the wire.</summary>
public class When_a_client_library_asks
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_service_is_found_with_its_hosts_addresses(bool tcp)
    {
        await using var zone = await RunningZone.StartAsync(
            Srv("calc", At("host1", 1), At("host2", 2)), A("host1", "192.0.2.1"), A("host2", "192.0.2.2"));

        var answer = await zone.Client(options => options.UseTcpOnly = tcp).QueryAsync(Below("calc"), QueryType.SRV);

        answer.Header.HasAuthorityAnswer.ShouldBeTrue();
        answer.Answers.SrvRecords().Select(srv => $"{srv.Priority} {srv.Weight} {srv.Port} {srv.Target}")
            .ShouldBe([At("host1", 1), At("host2", 2)], ignoreOrder: true);
        answer.Additionals.ARecords().Select(a => $"{a.DomainName} {a.Address}")
            .ShouldBe([$"host1.{Domain}. 192.0.2.1", $"host2.{Domain}. 192.0.2.2"], ignoreOrder: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_finds_a_service_over_IPv6(bool tcp)
    {
        await using var zone = await RunningZone.StartAsync(
            new IPEndPoint(IPAddress.IPv6Loopback, 0), Srv("calc", At("host1", 1)), Aaaa("host1", "2001:db8::1"));

        var answer = await zone.Client(options => options.UseTcpOnly = tcp).QueryAsync(Below("calc"), QueryType.SRV);

        answer.NameServer.Address.ShouldBe("::1");
        answer.Answers.SrvRecords().Select(srv => srv.Port).ShouldBe([32_769]);
        answer.Additionals.AaaaRecords().Select(aaaa => aaaa.Address.ToString()).ShouldBe(["2001:db8::1"]);
    }

    [Fact]
    public async Task The_librarys_own_service_resolution_works()
    {
        await using var zone = await RunningZone.StartAsync(Srv("_calc._tcp", At("host1", 1)), A("host1", "192.0.2.1"));

        var found = (await zone.Client().ResolveServiceAsync(Domain, "calc", System.Net.Sockets.ProtocolType.Tcp)).ShouldHaveSingleItem();

        found.Port.ShouldBe(32_769);
        found.AddressList.ShouldBe([IPAddress.Parse("192.0.2.1")]);
    }

    [Fact]
    public async Task A_new_name_answers_and_a_removed_one_is_denied_at_once()
    {
        await using var zone = await RunningZone.StartAsync();
        var client = zone.Client();
        (await client.QueryAsync(Below("calc"), QueryType.SRV)).Header.ResponseCode.ShouldBe(DnsHeaderResponseCode.NotExistentDomain);

        var writer = new FencedZone(zone.Zone);
        await writer.ChangeAsync(Create(Srv("calc", At("host1"))));
        (await client.QueryAsync(Below("calc"), QueryType.SRV)).Answers.SrvRecords().Count().ShouldBe(1);

        await writer.ChangeAsync(Delete(Srv("calc", At("host1"))));
        var denied = await client.QueryAsync(Below("calc"), QueryType.SRV);
        denied.Header.ResponseCode.ShouldBe(DnsHeaderResponseCode.NotExistentDomain);
        denied.Authorities.OfType<SoaRecord>().ShouldHaveSingleItem().Minimum.ShouldBe(5u);
    }

    [Fact]
    public async Task Five_hundred_instances_are_cut_over_udp_and_whole_over_tcp()
    {
        string[] values = [.. Enumerable.Range(0, 500).Select(i => At($"host{i}", i))];
        await using var zone = await RunningZone.StartAsync(
            [Srv("many", values), .. Enumerable.Range(0, 500).Select(i => A($"host{i}", $"10.0.{i / 250}.{i % 250}"))]);

        var cut = await Should.ThrowAsync<DnsResponseException>(() =>
            zone.Client(options => options.UseTcpFallback = false).QueryAsync(Below("many"), QueryType.SRV));
        cut.Message.ShouldContain("truncated");

        var fallback = await zone.Client().QueryAsync(Below("many"), QueryType.SRV);
        fallback.Answers.SrvRecords().Select(srv => $"{srv.Priority} {srv.Weight} {srv.Port} {srv.Target}")
            .ShouldBe(values, ignoreOrder: true);
        fallback.Additionals.ARecords().Select(a => a.DomainName.Value).Distinct().Count().ShouldBe(500);
    }

    [Fact]
    public async Task A_thousand_queries_at_once_are_all_answered()
    {
        await using var zone = await RunningZone.StartAsync(
            [.. Enumerable.Range(0, 1_000).Select(i => A($"host{i}", $"10.0.{i / 250}.{i % 250}"))]);
        // The kernel may drop datagrams of such a burst; a client that minds asks again.
        var client = zone.Client(options => (options.Retries, options.Timeout) = (5, TimeSpan.FromSeconds(2)));

        var answers = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(async i =>
            (await client.QueryAsync(Below($"host{i}"), QueryType.A)).Answers.ARecords().Single().Address.ToString()));

        answers.ShouldBe(Enumerable.Range(0, 1_000).Select(i => $"10.0.{i / 250}.{i % 250}"));
    }
}
