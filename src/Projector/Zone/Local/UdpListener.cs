using System.Net;
using System.Net.Sockets;

namespace Pipeline.Projector.Zone.Local;

/// <summary>
/// Answers datagrams: a few receivers on one socket, each with buffers of its own, so that memory is fixed
/// and what they cannot take yet waits in the kernel.
/// </summary>
internal sealed class UdpListener(Socket socket, Responder responder, TimeProvider clock, ILogger log)
{
    /// <summary>A socket that fails again and again must not take a whole core.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(20);

    public Task RunAsync(CancellationToken cancel) =>
        Task.WhenAll(Enumerable.Range(0, Math.Max(2, Environment.ProcessorCount)).Select(_ => ReceiveAsync(cancel)));

    private async Task ReceiveAsync(CancellationToken cancel)
    {
        await Task.Yield();
        var query = new byte[ushort.MaxValue];
        var response = new byte[Responder.BufferSize];
        var asker = new SocketAddress(socket.AddressFamily);
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                var received = await socket.ReceiveFromAsync(query, SocketFlags.None, asker, cancel);
                var length = responder.Respond(new(query, 0, received), Transport.Udp, response);
                if (length > 0) await SendAsync(response.AsMemory(0, length), asker, cancel);
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)
            {
                log.DatagramLost(failure);
                await Task.Delay(Breath, clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception) when (cancel.IsCancellationRequested)
            {
            }
        }
    }

    /// <summary>An asker who cannot be reached is no reason to keep the next one waiting.</summary>
    private async ValueTask SendAsync(ReadOnlyMemory<byte> response, SocketAddress asker, CancellationToken cancel)
    {
        try
        {
            await socket.SendToAsync(response, SocketFlags.None, asker, cancel);
        }
        catch (SocketException failure)
        {
            log.DatagramLost(failure);
        }
    }
}
