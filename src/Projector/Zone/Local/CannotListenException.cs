using System.Net;
using System.Net.Sockets;

namespace Pipeline.Projector.Zone.Local;

/// <summary>The DNS server cannot bind to the configured address.</summary>
public sealed class CannotListenException(IPEndPoint endPoint, SocketException cause)
    : IOException($"DNS cannot listen on {endPoint}: {Reason(cause)}", cause)
{
    public IPEndPoint EndPoint { get; } = endPoint;

    private static string Reason(SocketException cause) => cause.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => "the port is in use",
        SocketError.AccessDenied => "this user may not open that port",
        SocketError.AddressNotAvailable => "this machine has no such address",
        _ => cause.Message,
    };
}
