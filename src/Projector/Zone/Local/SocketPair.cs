using System.Net;
using System.Net.Sockets;

namespace Pipeline.Projector.Zone.Local;

/// <summary>The two sockets of a DNS server, UDP and TCP under one number.</summary>
internal sealed record SocketPair(Socket Udp, Socket Tcp) : IDisposable
{
    /// <summary>Bursts wait here while all receivers are busy, in bytes.</summary>
    private const int UdpBacklog = 4 * 1024 * 1024;

    /// <summary>How often a free UDP port may turn out to be taken for TCP.</summary>
    private const int Attempts = 32;

    public IPEndPoint EndPoint => (IPEndPoint)Udp.LocalEndPoint!;

    /// <summary>Binds both sockets, to a free port where port 0 is given.</summary>
    /// <exception cref="CannotListenException">The address cannot be had.</exception>
    public static SocketPair Bind(IPEndPoint endPoint)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return BindOnce(endPoint);
            }
            catch (SocketException) when (endPoint.Port == 0 && attempt < Attempts)
            {
            }
            catch (SocketException cause)
            {
                throw new CannotListenException(endPoint, cause);
            }
        }
    }

    public void Dispose()
    {
        Udp.Dispose();
        Tcp.Dispose();
    }

    private static SocketPair BindOnce(IPEndPoint endPoint)
    {
        var pair = new SocketPair(Open(endPoint, SocketType.Dgram, ProtocolType.Udp), Open(endPoint, SocketType.Stream, ProtocolType.Tcp));
        try
        {
            pair.Udp.ReceiveBufferSize = UdpBacklog;
            pair.Udp.Bind(endPoint);
            pair.Tcp.Bind(pair.EndPoint);
            pair.Tcp.Listen();
            return pair;
        }
        catch
        {
            pair.Dispose();
            throw;
        }
    }

    private static Socket Open(IPEndPoint endPoint, SocketType type, ProtocolType protocol)
    {
        var socket = new Socket(endPoint.AddressFamily, type, protocol);
        if (endPoint.Address.Equals(IPAddress.IPv6Any)) socket.DualMode = true;
        return socket;
    }
}
