using System.Net;
using System.Net.Sockets;
using DnsClient;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Projector.Zone.Local;
using Pipeline.Tests.RealParts;
using static Pipeline.Projector.Tests.Support.RecordSets;

namespace Pipeline.Projector.Tests.Zone.Local;

public class When_a_zone_is_served
{
    private static readonly IPEndPoint AnyFreePort = new(IPAddress.Loopback, 0);

    [Fact]
    public async Task A_free_port_is_the_same_for_udp_and_tcp()
    {
        await using var zone = await RunningZone.StartAsync();

        zone.EndPoint.Port.ShouldBeGreaterThan(0);
        (await zone.Client(options => options.UseTcpOnly = true).QueryAsync(Domain, QueryType.SOA)).Answers.ShouldHaveSingleItem();
        (await zone.Client(options => options.UseTcpFallback = false).QueryAsync(Domain, QueryType.SOA)).Answers.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(SocketType.Dgram, ProtocolType.Udp)]
    [InlineData(SocketType.Stream, ProtocolType.Tcp)]
    public async Task A_port_in_use_is_one_clear_error(SocketType type, ProtocolType protocol)
    {
        using var other = new Socket(AddressFamily.InterNetwork, type, protocol);
        other.Bind(AnyFreePort);
        if (type is SocketType.Stream) other.Listen();
        var taken = (IPEndPoint)other.LocalEndPoint!;

        var failure = await Should.ThrowAsync<CannotListenException>(() => RunningZone.StartAsync(taken));

        failure.Message.ShouldBe($"DNS cannot listen on {taken}: the port is in use");
    }

    [Fact]
    public async Task After_a_port_in_use_the_other_socket_is_free_again()
    {
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        other.Bind(AnyFreePort);
        other.Listen();
        var taken = (IPEndPoint)other.LocalEndPoint!;
        await Should.ThrowAsync<CannotListenException>(() => RunningZone.StartAsync(taken));

        other.Dispose();

        await using var zone = await RunningZone.StartAsync(taken);
        zone.EndPoint.ShouldBe(taken);
    }

    [Fact]
    public async Task An_address_of_another_machine_is_one_clear_error() =>
        (await Should.ThrowAsync<CannotListenException>(() => RunningZone.StartAsync(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 0))))
            .Message.ShouldContain("this machine has no such address");

    [Fact]
    public async Task It_can_stop_with_clients_connected_and_start_again_on_the_same_port()
    {
        await using var first = await RunningZone.StartAsync(Srv("calc", At("host1")));
        var endPoint = first.EndPoint;
        using var tcp = RawSockets.Tcp(first);
        await tcp.SendAsync(new DnsQuery(Below("calc")).Framed);
        (await tcp.NextAsync()).ShouldNotBeNull();

        await first.DisposeAsync();
        await using var second = await RunningZone.StartAsync(endPoint, Srv("calc", At("host2")));

        (await tcp.NextAsync()).ShouldBeNull();
        (await second.Client().QueryAsync(Below("calc"), QueryType.SRV)).Answers.SrvRecords().ShouldHaveSingleItem().Target.Value
            .ShouldStartWith("host2.");
    }

    [Fact]
    public async Task One_server_can_be_stopped_and_started()
    {
        await using var server = new LocalZoneServer(
            ZoneUnderTest.Filled(), AnyFreePort, TimeProvider.System, NullLogger<LocalZoneServer>.Instance);
        await server.StartAsync(CancellationToken.None);
        await server.StopAsync(CancellationToken.None);
        Should.Throw<InvalidOperationException>(() => server.EndPoint);

        await server.StartAsync(CancellationToken.None);

        (await new LookupClient(server.EndPoint).QueryAsync(Domain, QueryType.SOA)).Answers.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_silent_connection_is_closed_when_patience_ends()
    {
        var clock = new FakeTimeProvider();
        await using var zone = await RunningZone.StartAsync(clock, Srv("calc", At("host1")));
        using var tcp = RawSockets.Tcp(zone);
        await tcp.SendAsync(new DnsQuery(Below("calc")).Framed);
        (await tcp.NextAsync()).ShouldNotBeNull();

        // The patience with the next query may begin a moment after this one's answer is read.
        var closed = tcp.NextAsync();
        while (!closed.IsCompleted)
        {
            clock.Advance(TcpConnection.Patience);
            await Task.Yield();
        }

        (await closed).ShouldBeNull();
    }

    [Fact]
    public async Task It_listens_on_ipv6_where_told_so()
    {
        if (!Socket.OSSupportsIPv6 || !HasLoopback6()) MissingPart.Skip("an IPv6 loopback address");
        await using var zone = await RunningZone.StartAsync(new IPEndPoint(IPAddress.IPv6Loopback, 0), Srv("calc", At("host1")));

        (await zone.Client().QueryAsync(Below("calc"), QueryType.SRV)).Answers.SrvRecords().Count().ShouldBe(1);
    }

    private static bool HasLoopback6()
    {
        try
        {
            using var probe = new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp);
            probe.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
