using System.Net.Sockets;

namespace Pipeline.Projector.Zone.Local;

/// <summary>
/// Accepts connections, up to a limit. At the limit, a new connection replaces the one with the longest idle time (RFC 7766 section 6.2).
/// </summary>
internal sealed class TcpListener(Socket socket, Responder responder, TimeProvider clock, ILogger log)
{
    public const int MaxConnections = 128;

    /// <summary>The pause after a failed accept: if no file descriptor is free, an immediate retry fails too.</summary>
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(100);

    public async Task RunAsync(CancellationToken cancel)
    {
        List<(TcpConnection Connection, Task Served)> open = [];
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                var connection = new TcpConnection(await socket.AcceptAsync(cancel), responder, clock);
                open.RemoveAll(one => one.Served.IsCompleted);
                if (open.Count >= MaxConnections) Evict(open);
                open.Add((connection, connection.ServeAsync()));
            }
            catch (SocketException failure) when (!cancel.IsCancellationRequested)
            {
                log.AcceptFailed(failure);
                await Task.Delay(RetryPause, clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception) when (cancel.IsCancellationRequested)
            {
            }
        }

        foreach (var (connection, _) in open) connection.Close();
        await Task.WhenAll(open.Select(one => one.Served));
    }

    private static void Evict(List<(TcpConnection Connection, Task Served)> open)
    {
        var idle = open.MinBy(one => one.Connection.LastHeard);
        idle.Connection.Close();
        open.Remove(idle);
    }
}
