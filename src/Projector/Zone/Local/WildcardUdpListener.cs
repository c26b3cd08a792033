using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Pipeline.Projector.Zone.Local;

/// <summary>
/// Answers datagrams to any address of the machine, each from the address that was asked: a client drops an answer from another one. The
/// first datagram to an address opens a socket that is bound to it, which the kernel prefers for all later ones.
/// </summary>
/// <param name="wildcard">The socket that is bound to all addresses.</param>
/// <param name="responder">Computes the answers.</param>
/// <param name="clock">The clock for pauses after failures.</param>
/// <param name="log">Logs failures.</param>
internal sealed class WildcardUdpListener(Socket wildcard, Responder responder, TimeProvider clock, ILogger log)
{
    /// <summary>Beyond so many addresses of one machine, answers come from the one that its routes choose.</summary>
    internal const int MaxAddresses = 256;

    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(20);

    private readonly ConcurrentDictionary<IPAddress, (Socket Socket, Task Running)> bound = [];

    public async Task RunAsync(CancellationToken cancel)
    {
        await Task.Yield();
        var query = new byte[ushort.MaxValue];
        var response = new byte[Responder.BufferSize];
        var anyone = new IPEndPoint(wildcard.AddressFamily is AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                var datagram = await wildcard.ReceiveMessageFromAsync(query, SocketFlags.None, anyone, cancel);
                var length = responder.Respond(query.AsSpan(0, datagram.ReceivedBytes), Transport.Udp, response);
                var asked = SocketOf(datagram.PacketInformation.Address, cancel);
                if (length > 0) await asked.SendToAsync(response.AsMemory(0, length), ToClient(datagram.RemoteEndPoint, asked), cancel);
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)
            {
                log.DatagramLost(failure);
                await Task.Delay(RetryPause, clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception) when (cancel.IsCancellationRequested)
            {
            }
        }

        foreach (var (socket, _) in bound.Values) socket.Dispose();
        await Task.WhenAll(bound.Values.Select(one => one.Running));
    }

    /// <summary>The socket that is bound to an address; the wildcard one where there is none.</summary>
    private Socket SocketOf(IPAddress asked, CancellationToken cancel)
    {
        var address = asked.IsIPv4MappedToIPv6 ? asked.MapToIPv4() : asked;
        if (bound.TryGetValue(address, out var known)) return known.Socket;
        if (bound.Count >= MaxAddresses || !IsOwn(address)) return wildcard;
        var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.ReuseAddress();
            socket.ReceiveBufferSize = SocketPair.UdpBacklog;
            socket.Bind(new IPEndPoint(address, ((IPEndPoint)wildcard.LocalEndPoint!).Port));
        }
        catch (SocketException failure)
        {
            log.AddressNotBound(address, failure);
            socket.Dispose();
            return wildcard;
        }

        bound[address] = (socket, new UdpListener(socket, responder, log).RunAsync(cancel));
        return socket;
    }

    // Datagrams to a broadcast or multicast address are answered from the host's own.
    private static bool IsOwn(IPAddress address) =>
        !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.Broadcast) && !address.IsIPv6Multicast
        && (address.AddressFamily is AddressFamily.InterNetworkV6 || address.GetAddressBytes()[0] is < 224);

    private static EndPoint ToClient(EndPoint client, Socket socket) =>
        client is IPEndPoint { Address.IsIPv4MappedToIPv6: true } mapped && socket.AddressFamily is AddressFamily.InterNetwork
            ? new IPEndPoint(mapped.Address.MapToIPv4(), mapped.Port)
            : client;
}
