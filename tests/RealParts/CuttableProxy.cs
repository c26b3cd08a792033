using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Pipeline.Tests.RealParts;

/// <summary>
/// A TCP line to a server that can be cut for a while: what is under way breaks off, and nobody gets through. It can also go dead, as the
/// line of a machine that vanished: nothing gets through, and neither side learns of it.
/// </summary>
public sealed class CuttableProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, bool> open = new();
    private readonly CancellationTokenSource stop = new();
    private readonly IPEndPoint server;
    private readonly Task accepting;
    private volatile bool cut;
    private volatile bool dead;

    public CuttableProxy(IPEndPoint server)
    {
        this.server = server;
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>Where to connect to.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)listener.LocalEndpoint;

    public void Cut()
    {
        cut = true;
        foreach (var socket in open.Keys) Break(socket);
    }

    public void Mend() => cut = false;

    /// <summary>From now on nothing gets through, not even the end of a connection.</summary>
    public void GoDead() => dead = true;

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        Cut();
        await accepting;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (!stop.IsCancellationRequested) _ = CarryAsync(await listener.AcceptSocketAsync(stop.Token));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task CarryAsync(Socket client)
    {
        using var far = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            open[client] = open[far] = true;
            if (cut) return;
            if (dead) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token);
            await far.ConnectAsync(server, stop.Token);
            await Task.WhenAny(CopyAsync(client, far), CopyAsync(far, client));
            if (dead) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token);
        }
        catch (Exception broken) when (broken is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
        finally
        {
            open.TryRemove(client, out _);
            open.TryRemove(far, out _);
            Break(client);
            Break(far);
        }
    }

    private async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, stop.Token) is > 0 and var count && !dead)
                for (var sent = 0; sent < count;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), stop.Token);
        }
        catch (Exception broken) when (broken is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    // With a reset, so that the other side learns of it at once.
    private static void Break(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
        }

        socket.Dispose();
    }
}
