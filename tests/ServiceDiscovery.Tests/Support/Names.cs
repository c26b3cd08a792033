using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Core.Dns;
using Pipeline.Projector.Zone.Local;

namespace Pipeline.ServiceDiscovery.Tests.Support;

/// <summary>A DNS server whose services a test sets.</summary>
internal sealed class Names : IAsyncDisposable
{
    public const string Domain = "lab.internal";

    private readonly LocalZone zone = new(Domain, IPAddress.Loopback, TimeProvider.System);
    private readonly LocalZoneServer server;

    private Names(int port) =>
        server = new(zone, new IPEndPoint(IPAddress.Loopback, port), TimeProvider.System, NullLogger<LocalZoneServer>.Instance);

    public IPEndPoint EndPoint => server.EndPoint;

    public static async Task<Names> StartAsync(int port = 0)
    {
        var names = new Names(port);
        await names.server.StartAsync(CancellationToken.None);
        return names;
    }

    /// <summary>Replaces all services.</summary>
    public void Set(params (string Service, int Priority, int Port)[] instances) => zone.Restore(
    [
        .. instances.GroupBy(instance => instance.Service, (service, all) => new RecordSet
        {
            Key = new($"{service}.{Domain}", RecordType.SRV),
            Ttl = 1,
            Values = [.. all.Select(instance => $"{instance.Priority} 1 {instance.Port} here.{Domain}.")],
        }),
        new RecordSet { Key = new($"here.{Domain}", RecordType.A), Ttl = 1, Values = ["127.0.0.1"] },
    ]).ShouldBeEmpty();

    public async ValueTask DisposeAsync() => await server.DisposeAsync();
}
