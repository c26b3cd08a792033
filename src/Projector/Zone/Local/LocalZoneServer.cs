using System.Net;
using Microsoft.Extensions.Hosting;

namespace Pipeline.Projector.Zone.Local;

/// <summary>An authoritative name server for one <see cref="LocalZone"/>, over UDP and TCP. It can be started again after a stop.</summary>
/// <param name="zone">What it answers from.</param>
/// <param name="endPoint">Where it listens; port 0 is any port that is free for both.</param>
/// <param name="clock">Measures the patience with TCP clients.</param>
/// <param name="log">Its log.</param>
/// <param name="random">Shuffles answers; it is used concurrently.</param>
public sealed class LocalZoneServer(
    LocalZone zone, IPEndPoint endPoint, TimeProvider clock, ILogger<LocalZoneServer> log, Random? random = null)
    : IHostedService, IAsyncDisposable
{
    private Listening? listening;

    /// <summary>Where it listens in fact.</summary>
    /// <exception cref="InvalidOperationException">It does not listen.</exception>
    public IPEndPoint EndPoint => listening?.EndPoint ?? throw new InvalidOperationException("the DNS server is not started");

    /// <summary>Binds both sockets and answers from then on.</summary>
    /// <exception cref="CannotListenException">The address cannot be had.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (listening is not null) throw new InvalidOperationException("the DNS server is started already");
        listening = new Listening(SocketPair.Bind(endPoint), new Responder(zone, random ?? Random.Shared, log), clock, log);
        log.Answering(zone.Current.Apex.Name, EndPoint);
        return Task.CompletedTask;
    }

    /// <summary>Stops at once; the port is free afterwards.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref listening, null) is not { } stopping) return;
        await stopping.DisposeAsync();
        log.Stopped(stopping.EndPoint);
    }

    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

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
                new UdpListener(sockets.Udp, responder, clock, log).RunAsync(stop.Token),
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
