using System.Net;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Composition;
using Pipeline.Contracts;
using Pipeline.Core.Health;
using Pipeline.Core.Names;
using Pipeline.HealthSaga.Saga;
using Pipeline.History.Sagas;
using Pipeline.Projector;
using Pipeline.Projector.Registry;
using Pipeline.Projector.Zone;
using Pipeline.Projector.Zone.Local;
using Pipeline.Store;
using Pipeline.Store.Sagas;

namespace Pipeline.Console.Tests.Support;

/// <summary>
/// A database with a history. A real projector folds what model hosts state and keeps a zone; names belong to whom claimed them first; the
/// sagas get their signals from a test.
/// </summary>
public sealed class RecordedHistory : IAsyncDisposable
{
    private const string Domain = "servicediscovery.internal";

    private readonly Microsoft.Extensions.Hosting.IHost host;
    private readonly PostgresSagas health;

    private RecordedHistory(string database, Microsoft.Extensions.Hosting.IHost host) =>
        (Database, this.host, health) = (database, host, new PostgresSagas(database));

    public string Database { get; }

    public LocalZone Zone => host.Services.GetRequiredService<LocalZone>();

    public static async Task<RecordedHistory> BeginAsync(RealPostgres postgres)
    {
        var database = await postgres.CreateDatabaseAsync();
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder();
        builder.Services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new LocalZone(Domain, IPAddress.Loopback, TimeProvider.System));
        builder.Services.AddSingleton<IZone>(given => given.GetRequiredService<LocalZone>());

        // Model hosts report only when a test makes them report, so their leases must not expire.
        builder.Services.AddPostgresRegistry(database);
        builder.Services.AddProjector(new()
        {
            Domain = Domain,
            Leases = new(MissedReports: 10_000, TimeSpan.FromHours(1)),
            Names = new() { Unlisted = UnlistedNames.FirstClaim },
        });
        builder.Services.AddInMemoryBus();
        var host = builder.Build();
        await host.StartAsync();
        var history = new RecordedHistory(database, host);
        await history.health.PrepareAsync(CancellationToken.None);
        return history;
    }

    /// <summary>Publishes facts and verdicts, and waits until so many instances answer.</summary>
    public async Task StateAsync(int answering, params object[] facts)
    {
        foreach (var fact in facts) await host.Services.GetRequiredService<IBus>().Publish(fact, fact.GetType());
        await Eventually.ThatAsync(
            () => Zone.Current.Sets.Where(set => set.Key.Type is Core.Dns.RecordType.SRV && !set.Key.Name.StartsWith('_'))
                .Sum(set => set.Values.Count) == answering,
            $"{answering} instances answer", TimeSpan.FromSeconds(60));
    }

    /// <summary>Gives a name to another owner, as <c>names give</c> does.</summary>
    public async Task GiveAsync(string name, string owner) =>
        (await host.Services.GetRequiredService<RegistryWriter>().GiveAsync(name, owner, CancellationToken.None)).ShouldBeTrue();

    /// <summary>Starts a container's saga and gives it these signals.</summary>
    public async Task HearAsync(string host, ContainerSnapshot container, params IEnumerable<Func<DateTimeOffset, HealthSignal>> signals)
    {
        var saga = new ContainerHealthSaga { CorrelationId = SagaId.Of(container.Id) };
        var now = TimeProvider.System.GetUtcNow().AddMinutes(-10);
        var endpoint = container.Endpoints[0];
        var watch = new Watch(
            endpoint.ContainerPort,
            endpoint.Service,
            new(endpoint.Address!, endpoint.HostPort!.Value, endpoint.Protocol),
            Check.FromClaim(endpoint, CheckDefaults.Default).Check);
        saga.Take(
            container.Id,
            new HealthSignal.Runs(host, new Stamp(1, 1), container.StartedAt, container.Name, null, [watch], null),
            HealthPolicy.Default,
            now);
        foreach (var signal in signals) saga.Take(container.Id, signal(now = now.AddSeconds(45)), HealthPolicy.Default, now);
        await health.Sagas.SaveAsync([saga], CancellationToken.None);
    }

    /// <summary>A saga's state and timeline.</summary>
    public async Task<SagaStory> StoryAsync(string id) =>
        (await health.ReaderFor(new() { Domain = Domain }, TimeProvider.System).StoryAsync(id, CancellationToken.None))!;

    public async ValueTask DisposeAsync()
    {
        await health.DisposeAsync();
        await host.StopAsync();
        if (host is IAsyncDisposable disposable) await disposable.DisposeAsync();
    }
}
