using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Consuming.Waiting;
using Pipeline.Contracts;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Planning;
using Pipeline.Core.Hosts;
using Pipeline.Core.Terms;
using Pipeline.History.Reading;
using Pipeline.Projector.Leadership;
using Pipeline.Projector.Leases;
using Pipeline.Projector.Settings;
using Pipeline.Projector.Zone;

namespace Pipeline.Projector.Tests.Support;

/// <summary>
/// A whole projector on a real database: in-memory bus, consumers, leadership, reconciler, and a zone that a test can make fail.
/// </summary>
internal sealed class ProjectorUnderTest : IAsyncDisposable
{
    public const string Domain = "servicediscovery.internal";

    private readonly Microsoft.Extensions.Hosting.IHost host;

    private ProjectorUnderTest(Microsoft.Extensions.Hosting.IHost host, FaultyZone zone) => (this.host, Zone) = (host, zone);

    public FaultyZone Zone { get; }

    public IBus Bus => host.Services.GetRequiredService<IBus>();

    public IRegistryReader Reader => host.Services.GetRequiredService<IRegistryReader>();

    public LeaderLoop Leadership => host.Services.GetRequiredService<LeaderLoop>();

    public WaitingMessages Waiting => host.Services.GetRequiredService<WaitingMessages>();

    public ZoneLedger Ledger => host.Services.GetRequiredService<ZoneLedger>();

    public static async Task<ProjectorUnderTest> StartAsync(
        string database,
        FaultyZone? zone = null,
        LeasePolicy? leases = null,
        IHostWitness? witness = null,
        TermTiming? terms = null,
        Action<IServiceCollection>? replace = null,
        ProtocolNames protocolNames = ProtocolNames.None)
    {
        zone ??= new FaultyZone();
        var host = await ProjectorHost.StartAsync(
            new ProjectorSettings
            {
                Domain = Domain,
                ProtocolNames = protocolNames,
                Leases = leases ?? LeasePolicy.Default,
                LeasesEvery = TimeSpan.FromMilliseconds(50),
                WitnessEvery = TimeSpan.FromMilliseconds(200),
                Terms = terms ?? TermTiming.Default,
            },
            database,
            services =>
            {
                services.AddSingleton<IZone>(zone);
                if (witness is not null) services.AddSingleton(witness);
            },
            replace);
        return new ProjectorUnderTest(host, zone);
    }

    public Task StateAsync(params IHostFact[] facts) => Task.WhenAll(facts.Select(fact => Bus.Publish(fact, fact.GetType())));

    /// <summary>The SRV values of a service, as the zone holds them.</summary>
    public IReadOnlyCollection<string> Answers(string service) => Zone.Values($"{service}.{Domain}", RecordType.SRV);

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        if (host is IAsyncDisposable disposable) await disposable.DisposeAsync();
    }
}
