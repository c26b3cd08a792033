using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Projector.Zone.Local;
using static Pipeline.Projector.Tests.Support.RecordSets;
using Wire = ARSoft.Tools.Net.Dns;

namespace Pipeline.Projector.Tests.Zone.Local;

/// <summary>Clients that are broken, slow or hostile harm nobody but themselves.</summary>
public class When_clients_misbehave
{
    private static readonly DnsQuery Good = new(Below("calc")) { Id = 1 };

    [Fact]
    public async Task After_any_malformed_datagrams_a_good_query_is_answered()
    {
        await using var zone = await RunningZone.StartAsync(Srv("calc", At("host1")));
        await Whatever_bytes_arrive.Messages.Array[1, 20].SampleAsync(async messages =>
        {
            using var udp = RawSockets.Udp(zone);
            foreach (var message in messages.Where(message => message is not [0, 1, ..]))
                await udp.SendAsync(message);

            (await udp.AskAsync(Good)).AnswerRecords.Count.ShouldBe(1);
        }, iter: 200, threads: 1);
    }

    [Fact]
    public async Task After_malformed_messages_on_a_connection_a_good_query_on_it_is_answered()
    {
        await using var zone = await RunningZone.StartAsync(Srv("calc", At("host1")));
        using var tcp = RawSockets.Tcp(zone);

        await tcp.SendAsync(new byte[] { 0, 0, 0, 3, 1, 2, 3 });
        await tcp.SendAsync((Good with { Count = 2 }).Framed);
        await tcp.SendAsync(Good.Framed);

        (await tcp.NextAsync()).ShouldNotBeNull().ReturnCode.ShouldBe(Wire.ReturnCode.FormatError);
        (await tcp.NextAsync()).ShouldNotBeNull().AnswerRecords.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_response_that_arrives_is_not_answered()
    {
        await using var zone = await RunningZone.StartAsync(Srv("calc", At("host1")));
        using var tcp = RawSockets.Tcp(zone);

        await tcp.SendAsync((Good with { Id = 2, Flags = 0x8100 }).Framed);
        await tcp.SendAsync(Good.Framed);

        (await tcp.NextAsync()).ShouldNotBeNull().TransactionID.ShouldBe<ushort>(1);
    }

    [Fact]
    public async Task An_empty_datagram_stops_nothing()
    {
        await using var zone = await RunningZone.StartAsync(Srv("calc", At("host1")));
        using var udp = RawSockets.Udp(zone);
        for (var i = 0; i < 100; i++) await udp.SendAsync(Array.Empty<byte>());

        (await udp.AskAsync(Good)).AnswerRecords.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_asker_who_is_gone_before_the_answer_stops_nothing()
    {
        await using var zone = await RunningZone.StartAsync(Srv("calc", At("host1")));
        for (var i = 0; i < 100; i++)
        {
            using var gone = RawSockets.Udp(zone);
            await gone.SendAsync(Good.Bytes);
        }

        using var udp = RawSockets.Udp(zone);
        (await udp.AskAsync(Good)).AnswerRecords.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Many_queries_on_one_connection_are_answered_in_their_order()
    {
        await using var zone = await RunningZone.StartAsync(Srv("calc", At("host1")));
        using var tcp = RawSockets.Tcp(zone);

        await tcp.SendAsync(Enumerable.Range(0, 500).SelectMany(i => (Good with { Id = (ushort)i }).Framed).ToArray());

        for (var i = 0; i < 500; i++)
            (await tcp.NextAsync()).ShouldNotBeNull().TransactionID.ShouldBe((ushort)i);
    }

    [Fact]
    public async Task A_query_that_comes_byte_by_byte_is_answered()
    {
        await using var zone = await RunningZone.StartAsync(Srv("calc", At("host1")));
        using var tcp = RawSockets.Tcp(zone);
        tcp.NoDelay = true;

        foreach (var piece in Good.Framed) await tcp.SendAsync(new[] { piece });

        (await tcp.NextAsync()).ShouldNotBeNull().AnswerRecords.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_connection_that_stops_in_mid_query_delays_nobody()
    {
        await using var zone = await RunningZone.StartAsync(Srv("calc", At("host1")));
        using var half = RawSockets.Tcp(zone);
        await half.SendAsync(Good.Framed.AsMemory(0, 7));

        using var tcp = RawSockets.Tcp(zone);
        await tcp.SendAsync(Good.Framed);
        using var udp = RawSockets.Udp(zone);

        (await tcp.NextAsync()).ShouldNotBeNull().AnswerRecords.Count.ShouldBe(1);
        (await udp.AskAsync(Good)).AnswerRecords.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_client_that_never_reads_delays_nobody()
    {
        await using var zone = await RunningZone.StartAsync(
            Srv("calc", At("host1")), Srv("many", [.. Enumerable.Range(0, 1_000).Select(i => At("host1", i))]));
        using var deaf = RawSockets.Tcp(zone);
        await deaf.SendAsync(Enumerable.Range(0, 200).SelectMany(_ => new DnsQuery(Below("many")).Framed).ToArray());

        using var tcp = RawSockets.Tcp(zone);
        await tcp.SendAsync(Good.Framed);

        (await tcp.NextAsync()).ShouldNotBeNull().AnswerRecords.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(TcpListener.MaxConnections)]
    [InlineData(3 * TcpListener.MaxConnections)]
    public async Task Failure_20_clients_that_connect_and_stay_silent_shut_nobody_out(int silent)
    {
        await using var zone = await RunningZone.StartAsync(new FakeTimeProvider(), Srv("calc", At("host1")));
        var tcps = Enumerable.Range(0, silent).Select(_ => RawSockets.Tcp(zone)).ToArray();
        try
        {
            using var late = RawSockets.Tcp(zone);
            for (var ask = 0; ask < 3; ask++)
            {
                await late.SendAsync(Good.Framed);
                (await late.NextAsync()).ShouldNotBeNull().AnswerRecords.Count.ShouldBe(1);
            }
        }
        finally
        {
            foreach (var tcp in tcps) tcp.Dispose();
        }
    }

    [Fact]
    public async Task Failure_20_clients_that_keep_connecting_and_stay_silent_do_not_close_one_that_asks()
    {
        await using var zone = await RunningZone.StartAsync(Srv("calc", At("host1")));
        using var asking = RawSockets.Tcp(zone);
        List<System.Net.Sockets.Socket> silent = [];
        try
        {
            for (var round = 0; round < 4; round++)
            {
                for (var i = 0; i < TcpListener.MaxConnections - 2; i++) silent.Add(RawSockets.Tcp(zone));
                await AreAcceptedAsync(zone, silent);
                await asking.SendAsync(Good.Framed);
                (await asking.NextAsync()).ShouldNotBeNull().AnswerRecords.Count.ShouldBe(1);
            }
        }
        finally
        {
            foreach (var tcp in silent) tcp.Dispose();
        }
    }

    /// <summary>Connections are accepted in their order: once another one is answered, all before it are.</summary>
    private static async Task AreAcceptedAsync(RunningZone zone, List<System.Net.Sockets.Socket> silent)
    {
        var last = RawSockets.Tcp(zone);
        silent.Add(last);
        await last.SendAsync(Good.Framed);
        (await last.NextAsync()).ShouldNotBeNull();
    }

    [Fact]
    public async Task One_connection_too_many_is_served_and_the_longest_silent_one_has_to_leave()
    {
        await using var zone = await RunningZone.StartAsync(new FakeTimeProvider(), Srv("calc", At("host1")));
        var tcps = Enumerable.Range(0, TcpListener.MaxConnections).Select(_ => RawSockets.Tcp(zone)).ToArray();
        try
        {
            foreach (var tcp in tcps)
            {
                await tcp.SendAsync(Good.Framed);
                (await tcp.NextAsync()).ShouldNotBeNull();
            }

            using var late = RawSockets.Tcp(zone);
            await late.SendAsync(Good.Framed);

            (await late.NextAsync()).ShouldNotBeNull().AnswerRecords.Count.ShouldBe(1);
            (await tcps[0].NextAsync()).ShouldBeNull();
        }
        finally
        {
            foreach (var tcp in tcps) tcp.Dispose();
        }
    }
}
