using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Contracts;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Layouts;
using Pipeline.Core.Dns.Planning;
using Pipeline.Projector.Election;
using Pipeline.Projector.Settings;
using Pipeline.Projector.Zone;
using Pipeline.Projector.Zone.Route53;
using Pipeline.Tests.RealParts;

namespace Pipeline.Projector.Tests.Support;

/// <summary>A whole projector on a real database and an emulated Route 53, which looks at everything twice a second.</summary>
internal sealed class Route53ProjectorUnderTest : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Microsoft.Extensions.Hosting.IHost host;
    private readonly Route53Account account;

    private Route53ProjectorUnderTest(Microsoft.Extensions.Hosting.IHost host, Route53Account account) =>
        (this.host, this.account) = (host, account);

    /// <summary>Who leads, and how its passes end.</summary>
    public LeaderWatch Leader => host.Services.GetRequiredService<LeaderWatch>();

    private ZoneLedger Ledger => host.Services.GetRequiredService<ZoneLedger>();

    public static async Task<Route53ProjectorUnderTest> StartAsync(
        string database,
        Route53Account account,
        ZoneLayout layout = ZoneLayout.Simple,
        Func<Route53ZoneSettings, Route53ZoneSettings>? with = null,
        TimeSpan? fullPassEvery = null,
        ProtocolNames protocolNames = ProtocolNames.None,
        TimeSpan? ttl = null)
    {
        var settings = new Route53ZoneSettings { Domain = Route53Account.Domain, Gathering = TimeSpan.FromMilliseconds(200) };
        settings = with?.Invoke(settings) ?? settings;
        return new Route53ProjectorUnderTest(
            await ProjectorHost.StartAsync(
                new ProjectorSettings
                {
                    Domain = Route53Account.Domain,
                    Layout = layout,
                    ProtocolNames = protocolNames,
                    Ttl = ttl ?? TimeSpan.FromSeconds(5),
                    FullPassEvery = fullPassEvery ?? TimeSpan.FromMilliseconds(500),
                },
                database,
                services => services.AddRoute53Zone(settings, account.Client(settings))),
            account);
    }

    public Task StateAsync(params IEnumerable<IHostFact> facts)
    {
        var bus = host.Services.GetRequiredService<IBus>();
        return Task.WhenAll(facts.Select(fact => bus.Publish(fact, fact.GetType())));
    }

    /// <summary>Waits until a service has just these values, in whatever sets.</summary>
    public Task AnswersAsync(string service, params string[] values) => TellingAsync(() => Eventually.GetAsync(
        () => Task.FromResult(account.Values(service)),
        held => held.SequenceEqual(values.Order(StringComparer.Ordinal)),
        $"answers for {service}",
        Patience));

    /// <summary>Waits until the ledger knows of every record of the zone what the condition asks.</summary>
    public Task LedgerAsync(Predicate<IReadOnlyList<LedgerEntry>> until, string what) => TellingAsync(() => Eventually.GetAsync(
        () => Ledger.ReadAsync(account.Zone, CancellationToken.None), until, what, Patience));

    /// <summary>A wait that ends in vain also tells what the ledger holds, what the leader does, and what Route 53 was asked.</summary>
    private async Task TellingAsync(Func<Task> wait)
    {
        try
        {
            await wait();
        }
        catch (TimeoutException late)
        {
            var known = await Ledger.ReadAsync(account.Zone, CancellationToken.None);
            throw new TimeoutException($"{late.Message}; {string.Join("; ", known)}; {Leader.Describe()}; {account.Emulator.Counts}", late);
        }
    }

    public async Task<LedgerEntry> EntryAsync(RecordKey key, Predicate<LedgerEntry?> until, string what) =>
        (await Eventually.GetAsync(
            async () => (await Ledger.ReadAsync(account.Zone, [key], CancellationToken.None)).SingleOrDefault(), until, what, Patience))!;

    /// <summary>The key of a service's simple set.</summary>
    public static RecordKey Srv(string service) => new($"{service}.{Route53Account.Domain}", RecordType.SRV);

    /// <summary>The value of an instance on a host's port.</summary>
    public static string At(int port, string host) => $"1 1 {port} {host}.{Route53Account.Domain}.";

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        if (host is IAsyncDisposable disposable) await disposable.DisposeAsync();
    }
}
