using System.Net;
using System.Net.Sockets;
using Pipeline.Settings;

namespace Pipeline.Up;

/// <summary>Looks whether the ports can be had before anything is started.</summary>
internal static class Ports
{
    /// <exception cref="CommandFailure">One cannot; the line says which, and why.</exception>
    public static void DemandFree(PipelineSettings settings)
    {
        Demand(settings.Dns, SocketType.Dgram, ProtocolType.Udp, "--dns", settings.Dns.ToString());
        Demand(settings.Dns, SocketType.Stream, ProtocolType.Tcp, "--dns", settings.Dns.ToString());
        DemandFree(ConsoleOf(settings), "--console", settings.Console.OriginalString);
    }

    /// <exception cref="CommandFailure">It cannot be had for TCP.</exception>
    public static void DemandFree(IPEndPoint point, string option, string written) => Demand(point, SocketType.Stream, ProtocolType.Tcp, option, written);

    public static IPEndPoint ConsoleOf(PipelineSettings settings) =>
        new(IPAddress.Parse(settings.Console.Host.Trim('[', ']')), settings.Console.Port);

    private static void Demand(IPEndPoint point, SocketType type, ProtocolType protocol, string option, string written)
    {
        try
        {
            using var socket = new Socket(point.AddressFamily, type, protocol);
            socket.Bind(point);
            if (type is SocketType.Stream) socket.Listen();
        }
        catch (SocketException refusal)
        {
            throw new CommandFailure(refusal.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => $"{written} is in use ({protocol}): stop what listens there, or choose another with {option}",
                SocketError.AddressNotAvailable => $"{written} is no address of this machine: choose another with {option}",
                SocketError.AccessDenied => $"{written} may only be used by root: choose a port from 1024 on with {option}",
                _ => $"{written} cannot be used ({refusal.Message}): choose another with {option}",
            });
        }
    }
}
