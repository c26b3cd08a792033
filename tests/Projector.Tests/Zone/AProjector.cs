using System.Net;
using System.Runtime.CompilerServices;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Contracts;
using Pipeline.Core.Dns;
using Pipeline.Core.Hosts;
using Pipeline.History.Reading;
using Pipeline.Projector.Leadership;
using Pipeline.Projector.Leases;
using Pipeline.Projector.Settings;
using Pipeline.Projector.Zone;
using Pipeline.Projector.Zone.Local;

namespace Pipeline.Projector.Tests.Zone;

/// <summary>A whole projector on a real database: in-memory bus, consumers, leadership, reconciler, and a zone that can be disturbed.</summary>
internal sealed class AProjector : IAsyncDisposable
{
    public const string Domain = "servicediscovery.internal";

    private readonly Microsoft.Extensions.Hosting.IHost host;

    private AProjector(Microsoft.Extensions.Hosting.IHost host, TroubledZone zone) => (this.host, Zone) = (host, zone);

    public TroubledZone Zone { get; }

    public IBus Bus => host.Services.GetRequiredService<IBus>();

    public IRegistryReader Reader => host.Services.GetRequiredService<IRegistryReader>();

    public LeaderLoop Leadership => host.Services.GetRequiredService<LeaderLoop>();

    public ZoneLedger Ledger => host.Services.GetRequiredService<ZoneLedger>();

    public static async Task<AProjector> StartAsync(string database, TroubledZone? zone = null, LeasePolicy? leases = null, IHostWitness? witness = null)
    {
        zone ??= new TroubledZone();
        var host = await ProjectorHost.StartAsync(
            new ProjectorSettings
            {
                Domain = Domain,
                Leases = leases ?? LeasePolicy.Default,
                LeasesEvery = TimeSpan.FromMilliseconds(50),
                WitnessEvery = TimeSpan.FromMilliseconds(200),
            },
            database,
            services =>
            {
                services.AddSingleton<IZone>(zone);
                if (witness is not null) services.AddSingleton(witness);
            });
        return new AProjector(host, zone);
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

/// <summary>A local zone that can refuse, break off, or be edited behind its ledger's back.</summary>
internal sealed class TroubledZone : IZone
{
    private readonly LocalZone inner = new(AProjector.Domain, IPAddress.Loopback, TimeProvider.System);

    public Func<IReadOnlyList<RecordChange>, Exception?> Before { get; set; } = _ => null;

    public Func<IReadOnlyList<RecordChange>, Exception?> After { get; set; } = _ => null;

    /// <summary>Whether it takes for ever until all its name servers know.</summary>
    public bool IsSlow { get; init; }

    public string Id => inner.Id;

    public int Calls { get; private set; }

    public async Task<ZoneReceipt> ChangeAsync(IReadOnlyList<RecordChange> changes, CancellationToken cancel)
    {
        Calls++;
        if (Before(changes) is { } failure) throw failure;
        var receipt = await inner.ChangeAsync(changes, cancel);
        return After(changes) is { } lost ? throw lost : receipt with { InSync = !IsSlow };
    }

    /// <summary>After so many sets the list breaks off; null for never.</summary>
    public int? BreaksOffAfter { get; set; }

    public int BrokenLists { get; private set; }

    public async IAsyncEnumerable<RecordSet> ListAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var listed = 0;
        await foreach (var set in inner.ListAsync(cancel))
        {
            if (listed++ == BreaksOffAfter)
            {
                BrokenLists++;
                throw new IOException("the list broke off");
            }

            yield return set;
        }
    }

    public IReadOnlyCollection<string> Values(string name, RecordType type) =>
        inner.Current.Sets.FirstOrDefault(set => set.Key == new RecordKey(name, type))?.Values ?? [];

    /// <summary>Changes the zone as somebody else would.</summary>
    public Task EditAsync(params RecordChange[] changes) => inner.ChangeAsync(changes, CancellationToken.None);
}
