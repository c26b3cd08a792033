using System.Net;
using System.Net.Sockets;

namespace Pipeline.Projector.Zone.Local;

/// <summary>
/// Answers datagrams: several threads share one socket, each with its own buffers. Memory use is therefore constant, and pending datagrams
/// wait in the kernel's buffer. A thread that waits in the kernel answers sooner than one that is woken by another, which costs more than
/// the answer itself.
/// </summary>
internal sealed class UdpListener(Socket socket, Responder responder, ILogger log)
{
    /// <summary>The pause after a failure, so that a persistent failure does not use a whole core.</summary>
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(20);

    /// <summary>Answers until it is cancelled and the socket is disposed, which ends the wait of each thread.</summary>
    public Task RunAsync(CancellationToken cancel) => Task.WhenAll(Enumerable.Range(0, Math.Max(2, Environment.ProcessorCount)).Select(
        _ => Task.Factory.StartNew(() => Receive(cancel), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

    private void Receive(CancellationToken cancel)
    {
        var query = new byte[ushort.MaxValue];
        var response = new byte[Responder.BufferSize];
        var client = new SocketAddress(socket.AddressFamily);
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                var received = socket.ReceiveFrom(query, SocketFlags.None, client);
                var length = responder.Respond(query.AsSpan(0, received), Transport.Udp, response);
                if (length > 0) Send(response.AsSpan(0, length), client);
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)
            {
                log.DatagramLost(failure);
                cancel.WaitHandle.WaitOne(RetryPause);
            }
            catch (Exception) when (cancel.IsCancellationRequested)
            {
            }
        }
    }

    /// <summary>Sends a response; a failure to reach one client does not delay the next one.</summary>
    private void Send(ReadOnlySpan<byte> response, SocketAddress client)
    {
        try
        {
            socket.SendTo(response, SocketFlags.None, client);
        }
        catch (SocketException failure)
        {
            log.DatagramLost(failure);
        }
    }
}
