using System.Net;
using System.Net.Sockets;
using Pipeline.Composition;
using Pipeline.Settings;
using Pipeline.Terminal;

namespace Pipeline.Hosting;

/// <summary>Checks that ports are free before anything starts.</summary>
internal static class PortCheck
{
    /// <exception cref="CommandFailure">A port cannot be used; the line says which, and why.</exception>
    public static void DemandFree(PipelineSettings settings)
    {
        Demand(settings.Dns, SocketType.Dgram, ProtocolType.Udp, "--dns", settings.Dns.ToString());
        Demand(settings.Dns, SocketType.Stream, ProtocolType.Tcp, "--dns", settings.Dns.ToString());
        DemandFree(settings.ConsoleEndPoint, "--console", settings.Console.OriginalString);
    }

    /// <exception cref="CommandFailure">The TCP port cannot be used.</exception>
    public static void DemandFree(IPEndPoint point, string option, string written) =>
        Demand(point, SocketType.Stream, ProtocolType.Tcp, option, written);

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
                SocketError.AddressAlreadyInUse =>
                    $"{written} is in use ({protocol}): stop the process there, or set another address with {option}",
                SocketError.AddressNotAvailable => $"{written} is not an address of this machine: set another with {option}",
                SocketError.AccessDenied => $"{written} needs root: set a port from 1024 on with {option}",
                _ => $"{written} cannot be used ({refusal.Message}): set another address with {option}",
            });
        }
    }
}
