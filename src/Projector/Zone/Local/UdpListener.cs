using System.Net;
using System.Net.Sockets;

namespace Pipeline.Projector.Zone.Local;

/// <summary>
/// Answers datagrams: several receivers share one socket, each with its own buffers. Memory use is therefore constant, and pending
/// datagrams wait in the kernel's buffer.
/// </summary>
internal sealed class UdpListener(Socket socket, Responder responder, TimeProvider clock, ILogger log)
{
    /// <summary>The pause after a failure, so that a persistent failure does not use a whole core.</summary>
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(20);

    public Task RunAsync(CancellationToken cancel) =>
        Task.WhenAll(Enumerable.Range(0, Math.Max(2, Environment.ProcessorCount)).Select(_ => ReceiveAsync(cancel)));

    private async Task ReceiveAsync(CancellationToken cancel)
    {
        await Task.Yield();
        var query = new byte[ushort.MaxValue];
        var response = new byte[Responder.BufferSize];
        var client = new SocketAddress(socket.AddressFamily);
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                var received = await socket.ReceiveFromAsync(query, SocketFlags.None, client, cancel);
                var length = responder.Respond(new(query, 0, received), Transport.Udp, response);
                if (length > 0) await SendAsync(response.AsMemory(0, length), client, cancel);
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
    }

    /// <summary>Sends a response; a failure to reach one client does not delay the next one.</summary>
    private async ValueTask SendAsync(ReadOnlyMemory<byte> response, SocketAddress client, CancellationToken cancel)
    {
        try
        {
            await socket.SendToAsync(response, SocketFlags.None, client, cancel);
        }
        catch (SocketException failure)
        {
            log.DatagramLost(failure);
        }
    }
}
