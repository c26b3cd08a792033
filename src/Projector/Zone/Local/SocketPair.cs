using System.Net;
using System.Net.Sockets;

namespace Pipeline.Projector.Zone.Local;

/// <summary>The two sockets of a DNS server, UDP and TCP on the same port.</summary>
internal sealed record SocketPair(Socket Udp, Socket Tcp) : IDisposable
{
    /// <summary>The size of the UDP receive buffer in bytes; it holds bursts while all receivers are busy.</summary>
    internal const int UdpBacklog = 4 * 1024 * 1024;

    /// <summary>The number of attempts to find a port that is free for UDP and TCP.</summary>
    private const int Attempts = 32;

    public IPEndPoint EndPoint => (IPEndPoint)Udp.LocalEndPoint!;

    /// <summary>Whether it answers at all addresses of the machine.</summary>
    public bool IsOfAllAddresses => IsWildcard(EndPoint);

    /// <summary>Binds both sockets; port 0 selects a free port.</summary>
    /// <exception cref="CannotListenException">The sockets cannot bind to the address.</exception>
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
            if (IsWildcard(endPoint)) pair.Udp.ReuseAddress();
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

    private static bool IsWildcard(IPEndPoint endPoint) =>
        endPoint.Address.Equals(IPAddress.Any) || endPoint.Address.Equals(IPAddress.IPv6Any);

    private static Socket Open(IPEndPoint endPoint, SocketType type, ProtocolType protocol)
    {
        var socket = new Socket(endPoint.AddressFamily, type, protocol);
        if (endPoint.Address.Equals(IPAddress.IPv6Any)) socket.DualMode = true;
        return socket;
    }
}
