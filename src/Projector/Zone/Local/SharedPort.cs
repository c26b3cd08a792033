using System.Net.Sockets;

namespace Pipeline.Projector.Zone.Local;

/// <summary>Several sockets on one port.</summary>
internal static class SharedPort
{
    /// <summary>
    /// Lets sockets that are bound to one address each share the port of one that is bound to all. Set on the latter only after it is
    /// bound, so that a second server on the port is still found.
    /// </summary>
    public static void ReuseAddress(this Socket socket) =>
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
}
