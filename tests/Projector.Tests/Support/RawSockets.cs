using System.Buffers.Binary;
using System.Net.Sockets;
using Wire = ARSoft.Tools.Net.Dns;

namespace Pipeline.Projector.Tests.Support;

/// <summary>Sends over plain sockets what no client library would send.</summary>
internal static class RawSockets
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    public static Socket Udp(RunningZone zone) => Connected(zone, SocketType.Dgram, ProtocolType.Udp);

    public static Socket Tcp(RunningZone zone) => Connected(zone, SocketType.Stream, ProtocolType.Tcp);

    /// <summary>Asks over UDP; whatever else has come before the answer is skipped.</summary>
    public static async Task<Wire.DnsMessage> AskAsync(this Socket udp, DnsQuery question)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        await udp.SendAsync(question.Bytes);
        var buffer = new byte[ushort.MaxValue];
        while (true)
        {
            var length = await udp.ReceiveAsync(buffer, deadline.Token);
            if (BinaryPrimitives.ReadUInt16BigEndian(buffer) == question.Id) return Wire.DnsMessage.Parse(new(buffer, 0, length));
        }
    }

    /// <summary>Reads the next response from a TCP connection; null where the server has closed it.</summary>
    public static async Task<Wire.DnsMessage?> NextAsync(this Socket tcp)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        await using var stream = new NetworkStream(tcp);
        try
        {
            var prefix = new byte[2];
            await stream.ReadExactlyAsync(prefix, deadline.Token);
            var message = new byte[BinaryPrimitives.ReadUInt16BigEndian(prefix)];
            await stream.ReadExactlyAsync(message, deadline.Token);
            return Wire.DnsMessage.Parse(message);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static Socket Connected(RunningZone zone, SocketType type, ProtocolType protocol)
    {
        var socket = new Socket(zone.EndPoint.AddressFamily, type, protocol);
        socket.Connect(zone.EndPoint);
        return socket;
    }
}
