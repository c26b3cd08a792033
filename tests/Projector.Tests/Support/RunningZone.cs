using System.Net;
using DnsClient;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Core.Dns;
using Pipeline.Projector.Zone.Local;

namespace Pipeline.Projector.Tests.Support;

/// <summary>A zone that is served on a free loopback port.</summary>
internal sealed class RunningZone : IAsyncDisposable
{
    private readonly LocalZoneServer server;

    private RunningZone(LocalZone zone, IPEndPoint endPoint, TimeProvider clock)
    {
        Zone = zone;
        server = new(zone, endPoint, clock, NullLogger<LocalZoneServer>.Instance);
    }

    public LocalZone Zone { get; }

    public IPEndPoint EndPoint => server.EndPoint;

    public static Task<RunningZone> StartAsync(params RecordSet[] sets) => StartAsync(new IPEndPoint(IPAddress.Loopback, 0), sets);

    public static Task<RunningZone> StartAsync(IPEndPoint endPoint, params RecordSet[] sets) =>
        StartAsync(endPoint, TimeProvider.System, sets);

    public static Task<RunningZone> StartAsync(TimeProvider clock, params RecordSet[] sets) =>
        StartAsync(new(IPAddress.Loopback, 0), clock, sets);

    private static async Task<RunningZone> StartAsync(IPEndPoint endPoint, TimeProvider clock, RecordSet[] sets)
    {
        var running = new RunningZone(ZoneUnderTest.Filled(sets), endPoint, clock);
        await running.server.StartAsync(CancellationToken.None);
        return running;
    }

    /// <summary>A client that asks this zone alone, keeps nothing and tries once.</summary>
    public LookupClient Client(Action<LookupClientOptions>? adapt = null)
    {
        var options = new LookupClientOptions(EndPoint)
        {
            UseCache = false,
            Retries = 0,
            Timeout = TimeSpan.FromSeconds(10),
            ContinueOnDnsError = false,
        };
        adapt?.Invoke(options);
        return new(options);
    }

    public async ValueTask DisposeAsync() => await server.DisposeAsync();
}
