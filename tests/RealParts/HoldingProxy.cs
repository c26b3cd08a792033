using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pipeline.Tests.RealParts;

/// <summary>
/// A TCP line to a server on which requests can be held back, as by a router that queues them: the client waits, and the server receives
/// them when they are released, however much later.
/// </summary>
public sealed class HoldingProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private readonly StringBuilder held = new();
    private readonly IPEndPoint server;
    private readonly Task accepting;
    private TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? first;

    public HoldingProxy(IPEndPoint server)
    {
        this.server = server;
        open.SetResult();
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>Where to connect to.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)listener.LocalEndpoint;

    /// <summary>What is held back now, as text.</summary>
    public string Held
    {
        get
        {
            lock (gate) return held.ToString();
        }
    }

    /// <summary>From now on requests are held back; answers are not.</summary>
    public void Hold()
    {
        lock (gate) open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>From the first request with this text on, requests are held back; answers are not.</summary>
    public void HoldFrom(string text)
    {
        lock (gate) first = text;
    }

    /// <summary>Lets what was held back go, and all that follows.</summary>
    public void Release()
    {
        lock (gate)
        {
            held.Clear();
            open.SetResult();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = CarryAsync(await listener.AcceptSocketAsync(stop.Token));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task CarryAsync(Socket accepted)
    {
        using var client = accepted;
        using var far = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await far.ConnectAsync(server, stop.Token);
            await Task.WhenAny(CopyAsync(client, far, PassAsync), CopyAsync(far, client, _ => Task.CompletedTask));
        }
        catch (Exception broken) when (broken is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task CopyAsync(Socket from, Socket to, Func<ReadOnlyMemory<byte>, Task> pass)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, stop.Token) is > 0 and var count)
            {
                await pass(buffer.AsMemory(0, count));
                for (var sent = 0; sent < count;) sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), stop.Token);
            }
        }
        catch (Exception broken) when (broken is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private Task PassAsync(ReadOnlyMemory<byte> request)
    {
        lock (gate)
        {
            var text = Encoding.ASCII.GetString(request.Span);
            if (first is not null && text.Contains(first, StringComparison.Ordinal))
            {
                first = null;
                open = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            if (!open.Task.IsCompleted) held.Append(text);
            return open.Task.WaitAsync(stop.Token);
        }
    }
}
