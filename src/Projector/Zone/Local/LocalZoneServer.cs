using System.Net;
using Microsoft.Extensions.Hosting;

namespace Pipeline.Projector.Zone.Local;

/// <summary>
/// An authoritative name server for one <see cref="LocalZone"/>, over UDP and TCP. On IPv4 loopback it listens on IPv6 loopback too, where
/// the machine has it and the port is free there. It can be started again after a stop.
/// </summary>
/// <param name="zone">The zone to serve.</param>
/// <param name="endPoint">The address to listen on; port 0 selects a port that is free for both protocols.</param>
/// <param name="clock">The clock for the timeouts of TCP clients.</param>
/// <param name="log">The server's log.</param>
/// <param name="random">Shuffles answers; must be thread-safe.</param>
public sealed class LocalZoneServer(
    LocalZone zone, IPEndPoint endPoint, TimeProvider clock, ILogger<LocalZoneServer> log, Random? random = null)
    : IHostedService, IAsyncDisposable
{
    private Listening? listening;
    private Listening? listeningAtIPv6;

    /// <summary>The address on which it listens.</summary>
    /// <exception cref="InvalidOperationException">The server is not started.</exception>
    public IPEndPoint EndPoint => listening?.EndPoint ?? throw new InvalidOperationException("the DNS server is not started");

    /// <summary>Binds both sockets and starts to answer.</summary>
    /// <exception cref="CannotListenException">The server cannot bind to the address.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (listening is not null) throw new InvalidOperationException("the DNS server is started already");
        listening = Listen(endPoint);
        log.Answering(zone.Current.Apex.Name, EndPoint);
        if (endPoint.Address.Equals(IPAddress.Loopback)) listeningAtIPv6 = TryListenAtIPv6(EndPoint.Port);
        return Task.CompletedTask;
    }

    /// <summary>Stops immediately; the port is free afterwards.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref listeningAtIPv6, null) is { } second) await second.DisposeAsync();
        if (Interlocked.Exchange(ref listening, null) is not { } stopping) return;
        await stopping.DisposeAsync();
        log.Stopped(stopping.EndPoint);
    }

    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    private Listening Listen(IPEndPoint at) =>
        new(SocketPair.Bind(at), new Responder(zone, random ?? Random.Shared, log), clock, log);

    private Listening? TryListenAtIPv6(int port)
    {
        try
        {
            return Listen(new IPEndPoint(IPAddress.IPv6Loopback, port));
        }
        catch (CannotListenException failure)
        {
            log.NotAtIPv6(failure.Message);
            return null;
        }
    }

    private sealed class Listening : IAsyncDisposable
    {
        private readonly CancellationTokenSource stop = new();
        private readonly SocketPair sockets;
        private readonly Task running;

        public Listening(SocketPair sockets, Responder responder, TimeProvider clock, ILogger log)
        {
            this.sockets = sockets;
            EndPoint = sockets.EndPoint;
            running = Task.WhenAll(
                sockets.IsOfAllAddresses
                    ? new WildcardUdpListener(sockets.Udp, responder, clock, log).RunAsync(stop.Token)
                    : new UdpListener(sockets.Udp, responder, log).RunAsync(stop.Token),
                new TcpListener(sockets.Tcp, responder, clock, log).RunAsync(stop.Token));
        }

        public IPEndPoint EndPoint { get; }

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            sockets.Dispose();
            await running;
            stop.Dispose();
        }
    }
}
