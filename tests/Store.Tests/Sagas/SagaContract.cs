using Pipeline.Contracts;
using Pipeline.Core.Health;
using Pipeline.HealthSaga.Saga;

namespace Pipeline.Store.Tests.Sagas;

/// <summary>What every contract of the sagas has: fresh ports, and sagas that were told signals.</summary>
public abstract class SagaContract : IAsyncLifetime
{
    protected static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    protected static readonly HealthPolicy Policy = HealthPolicy.Default;

    private SagaPorts? ports;

    protected SagaPorts Ports => ports!;

    protected abstract Task<SagaPorts> CreateAsync();

    public async ValueTask InitializeAsync() => ports = await CreateAsync();

    public async ValueTask DisposeAsync()
    {
        if (ports?.Owner is { } owner) await owner.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A saga that was never saved, of a container that its host reported.</summary>
    protected static ContainerHealthSaga Running(
        string id, string service = "calc", string host = "red", string? name = null, string? task = null, string check = "http:/health")
    {
        var saga = new ContainerHealthSaga { CorrelationId = SagaId.Of(id) };
        var belongsTo = task is null ? null : new EcsTask(task, "apps", "family", id);
        var runs = new HealthSignal.Runs(host, new Stamp(1, 1), Start, name ?? id, belongsTo, [WatchOf(service, check)], null);
        saga.Take(id, runs, Policy, Start);
        return saga;
    }

    /// <summary>A saga whose check passed.</summary>
    protected static ContainerHealthSaga Healthy(string id, string service = "calc", string host = "red") =>
        Probe(Running(id, service, host), id, passed: true, 1);

    /// <summary>A saga that waits for a ruling since its third failure, so many minutes after the start.</summary>
    protected static ContainerHealthSaga Failing(string id, int minutes = 10, string service = "calc", string host = "red")
    {
        var saga = Healthy(id, service, host);
        for (var failure = 0; failure < Policy.Failures; failure++) Probe(saga, id, passed: false, (minutes * 60) + failure);
        saga.Due.ShouldNotBeNull();
        return saga;
    }

    protected static ContainerHealthSaga Probe(ContainerHealthSaga saga, string id, bool passed, int second)
    {
        var at = Start.AddSeconds(second);
        var result = new ProbeResult(8081, passed, passed ? "HTTP 200" : "HTTP 500", at, TimeSpan.Zero, "prober-1");
        saga.Take(id, new HealthSignal.Probed(Start, result), Policy, at);
        return saga;
    }

    protected static ContainerHealthSaga Condemn(ContainerHealthSaga saga, string id, DateTimeOffset at)
    {
        saga.Take(id, new HealthSignal.Ruled(Start, new GovernorDecision(GovernorDecisionKind.Condemn, "it failed")), Policy, at);
        saga.Health!.State.ShouldBe(HealthState.Condemned);
        return saga;
    }

    protected static ContainerHealthSaga End(ContainerHealthSaga saga, string id)
    {
        saga.Take(id, new HealthSignal.HasEnded(saga.Host, new Stamp(2, 1), "it was removed"), Policy, Start.AddHours(1));
        return saga;
    }

    protected async Task<ContainerHealthSaga> LoadAsync(string id) => (await Ports.Sagas.LoadAsync(SagaId.Of(id), CancellationToken.None))!;

    protected Task SaveAsync(params ContainerHealthSaga[] sagas) => Ports.Sagas.SaveAsync(sagas, CancellationToken.None);

    protected async Task<List<string>> EventsOfAsync(string id)
    {
        var events = new List<string>();
        await foreach (var recorded in Ports.History.ReadAsync(new(Container: id), CancellationToken.None))
            events.Add(recorded.Happened.GetType().Name);
        return events;
    }

    private static Watch WatchOf(string service, string check)
    {
        var (kind, path) = Check.Parse(check)!.Value;
        return new(
            8081, service, new("192.0.2.1", 32_768, TransportProtocol.Tcp),
            new Check(kind, path, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(2)));
    }
}
