using System.Net.Sockets;

namespace Pipeline.Projector.Zone.Local;

/// <summary>
/// Accepts connections, a bounded number at a time: where one more comes, the one that was silent longest
/// has to leave (RFC 7766 section 6.2).
/// </summary>
internal sealed class TcpListener(Socket socket, Responder responder, TimeProvider clock, ILogger log)
{
    public const int MaxConnections = 128;

    /// <summary>Where no descriptor is free, one more try at once would find none either.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);

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
                await Task.Delay(Breath, clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
        var silent = open.MinBy(one => one.Connection.LastHeard);
        silent.Connection.Close();
        open.Remove(silent);
    }
}
