using System.Net;
using System.Net.Sockets;
using Pipeline.Projector.Zone.Local;
using static Pipeline.Projector.Tests.Support.RecordSets;
using Wire = ARSoft.Tools.Net.Dns;

namespace Pipeline.Projector.Tests.Zone.Local;

public class When_all_addresses_are_served
{
    private static readonly DnsQuery Query = new(Below("calc")) { Id = 7 };

    [Theory]
    [InlineData("0.0.0.0", "127.0.0.1")]
    [InlineData("0.0.0.0", "127.0.0.2")]
    [InlineData("0.0.0.0", "127.45.6.7")]
    [InlineData("::", "127.0.0.2")]
    [InlineData("::", "::1")]
    public async Task Failure_19_each_answer_comes_from_the_address_that_was_asked(string served, string asked)
    {
        await using var zone = await RunningZone.StartAsync(new IPEndPoint(IPAddress.Parse(served), 0), Srv("calc", At("host1")));
        var server = new IPEndPoint(IPAddress.Parse(asked), zone.EndPoint.Port);
        using var client = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        client.Bind(new IPEndPoint(server.AddressFamily is AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0));

        for (var ask = 0; ask < 3; ask++) (await AskAsync(client, server)).ShouldBe(server);
    }

    [Fact]
    public async Task Failure_19_many_addresses_are_asked_at_once()
    {
        await using var zone = await RunningZone.StartAsync(new IPEndPoint(IPAddress.Any, 0), Srv("calc", At("host1")));

        await Task.WhenAll(Enumerable.Range(1, 40).Select(async number =>
        {
            var server = new IPEndPoint(IPAddress.Parse($"127.0.0.{number}"), zone.EndPoint.Port);
            using var client = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            client.Bind(new IPEndPoint(IPAddress.Any, 0));
            for (var ask = 0; ask < 20; ask++) (await AskAsync(client, server)).ShouldBe(server);
        }));
    }

    [Fact]
    public async Task A_second_server_on_the_port_is_refused()
    {
        await using var zone = await RunningZone.StartAsync(new IPEndPoint(IPAddress.Any, 0), Srv("calc", At("host1")));

        (await Should.ThrowAsync<CannotListenException>(() => RunningZone.StartAsync(new IPEndPoint(IPAddress.Any, zone.EndPoint.Port))))
            .Message.ShouldContain("the port is in use");
    }

    [Fact]
    public async Task After_a_stop_the_port_is_free_at_every_address()
    {
        int port;
        await using (var zone = await RunningZone.StartAsync(new IPEndPoint(IPAddress.Any, 0), Srv("calc", At("host1"))))
        {
            port = zone.EndPoint.Port;
            using var client = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            client.Bind(new IPEndPoint(IPAddress.Any, 0));
            await AskAsync(client, new IPEndPoint(IPAddress.Loopback, port));
        }

        using var next = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        next.Bind(new IPEndPoint(IPAddress.Loopback, port));
    }

    /// <returns>Where the answer came from.</returns>
    private static async Task<EndPoint> AskAsync(Socket client, IPEndPoint server)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await client.SendToAsync(Query.Bytes, server, deadline.Token);
        var buffer = new byte[ushort.MaxValue];
        var received = await client.ReceiveFromAsync(buffer, SocketFlags.None, server, deadline.Token);
        Wire.DnsMessage.Parse(new(buffer, 0, received.ReceivedBytes)).AnswerRecords.Count.ShouldBe(1);
        return received.RemoteEndPoint;
    }
}
