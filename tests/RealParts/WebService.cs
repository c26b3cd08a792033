using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pipeline.Tests.RealParts;

/// <summary>How a service behaves.</summary>
public enum Manner
{
    Serves,
    Fails,
    Redirects,
    Hangs,
    BreaksOff,
    Babbles,
}

/// <summary>A service on a port of its own that behaves as it is told.</summary>
public sealed class WebService : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private TcpListener listener = new(IPAddress.Loopback, 0);
    private Task serving = Task.CompletedTask;

    public WebService(Manner manner = Manner.Serves)
    {
        Manner = manner;
        Listen();
    }

    public Manner Manner { get; set; }

    public int Port { get; private set; }

    /// <summary>How often it was asked, and for what last.</summary>
    public int Asked { get; private set; }

    public string LastRequest { get; private set; } = "";

    /// <summary>Takes no more connections.</summary>
    public void Refuse() => listener.Stop();

    /// <summary>Takes connections again, on the same port.</summary>
    public void Listen()
    {
        listener = new TcpListener(IPAddress.Loopback, Port);
        listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        serving = ServeAsync(listener);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await serving;
        stop.Dispose();
    }

    private async Task ServeAsync(TcpListener on)
    {
        try
        {
            while (true) _ = AnswerAsync(await on.AcceptTcpClientAsync(stop.Token));
        }
        catch (Exception ended) when (ended
            is SocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var buffer = new byte[4_096];
                var read = await client.GetStream().ReadAsync(buffer, stop.Token);
                LastRequest = Encoding.ASCII.GetString(buffer, 0, read);
                Asked++;
                if (Manner is Manner.Hangs) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token);
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Answer()), stop.Token);
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException)
            {
            }
        }
    }

    private string Answer() => Manner switch
    {
        Manner.Serves => "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok",
        Manner.Fails => "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        Manner.Redirects => "HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        Manner.Babbles => "this is no HTTP\r\n\r\n",
        _ => "",
    };
}
