using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Core.Dns;
using Pipeline.Projector.Zone.Local;

[assembly: AssemblyFixture(typeof(RunningSamples))]

namespace Pipeline.Samples.Tests.Support;

/// <summary>The running samples, and a DNS server whose records a test sets.</summary>
public sealed class RunningSamples : IAsyncLifetime
{
    private const string Domain = "lab.internal";

    private readonly LocalZone zone = new(Domain, IPAddress.Loopback, TimeProvider.System);
    private readonly LocalZoneServer names;

    public RunningSamples() =>
        names = new(zone, new IPEndPoint(IPAddress.Loopback, 0), TimeProvider.System, NullLogger<LocalZoneServer>.Instance);

    internal SampleProcess Calc { get; private set; } = null!;
    internal SampleProcess Time { get; private set; } = null!;
    internal SampleProcess Portal { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await names.StartAsync(CancellationToken.None);
        Calc = await SampleProcess.StartAsync("Calc", ("INSTANCE", "calc-1"));
        Time = await SampleProcess.StartAsync("Time", ("INSTANCE", "time-1"));
        Portal = await SampleProcess.StartAsync("Portal", ("DNS_SERVER", names.EndPoint.ToString()), ("DOMAIN", Domain));
    }

    /// <summary>Replaces all records with names that point to ports of this machine.</summary>
    internal void Register(params (string Service, int Port)[] claims) => zone.Restore(
    [
        .. claims.GroupBy(claim => claim.Service, (service, ports) => new RecordSet
        {
            Key = new($"{service}.{Domain}", RecordType.SRV),
            Ttl = 1,
            Values = [.. ports.Select(claim => $"1 1 {claim.Port} here.{Domain}.")],
        }),
        new RecordSet { Key = new($"here.{Domain}", RecordType.A), Ttl = 1, Values = ["127.0.0.1"] },
    ]).ShouldBeEmpty();

    public async ValueTask DisposeAsync()
    {
        foreach (var process in new[] { Portal, Time, Calc })
            if (process is not null)
                await process.DisposeAsync();
        await names.DisposeAsync();
    }
}
