using System.Net;
using System.Net.Sockets;

namespace Pipeline.Clients.Tests.Support;

/// <summary>A Docker engine that is a host with an address of its own: its socket answers there over TCP.</summary>
internal sealed class EngineAtAddress : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly TcpListener listener;
    private readonly Task accepting;

    private EngineAtAddress(DockerEngine engine, IPAddress address)
    {
        (Engine, Address) = (engine, address);
        listener = new(address, 0);
        listener.Start();
        accepting = AcceptAsync();
    }

    public DockerEngine Engine { get; }

    public IPAddress Address { get; }

    /// <summary>Where the pipeline reaches it.</summary>
    public string Endpoint => $"tcp://{listener.LocalEndpoint}";

    /// <param name="machine">The name of the host.</param>
    /// <param name="address">Its address, one of loopback.</param>
    public static async Task<EngineAtAddress> StartAsync(string machine, IPAddress address) =>
        new(await DockerEngine.StartAsync(machine), address);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        await Engine.DisposeAsync();
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = RelayAsync(await listener.AcceptSocketAsync(stop.Token));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task RelayAsync(Socket client)
    {
        using var near = new NetworkStream(client, ownsSocket: true);
        using var engine = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await engine.ConnectAsync(new UnixDomainSocketEndPoint(Engine.Endpoint.AbsolutePath), stop.Token);
            await using var far = new NetworkStream(engine);
            await Task.WhenAny(near.CopyToAsync(far, stop.Token), far.CopyToAsync(near, stop.Token));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException or IOException)
        {
        }
    }
}
