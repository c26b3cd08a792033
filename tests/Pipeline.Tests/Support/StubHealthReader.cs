using Pipeline.Core.Health;
using Pipeline.History.Sagas;

namespace Pipeline.Tests.Support;

/// <summary>Returns given stories, and records the orders.</summary>
internal sealed class StubHealthReader : IHealthReader
{
    public IReadOnlyList<SagaStory> Stories { get; init; } = [];

    public IReadOnlyList<string> Freezes { get; init; } = [];

    public List<(string Container, HealthTrigger Order)> Orders { get; } = [];

    public SagaFilter? Asked { get; private set; }

    public static SagaStory Story(string id = "aa11", string name = "calc-1", HealthState state = HealthState.Suspect) => new(
        new SagaView(
            id, name, "host1", ["calc"], state.ToString(),
            StubRegistry.Noon.AddSeconds(-90), "port 8081 fails: HTTP 500", "port 8081: HTTP 500", null),
        [new PortView(8081, "calc", "192.0.2.1:32768/tcp", "http:/health", "00:00:10", 2, 0, "HTTP 500", null)],
        [
            .. Enum.GetValues<HealthState>().Select(one => new StateView(
                one.ToString(), one == state, [.. HealthMachine.GetTransitions(one).Select(way => $"{way.By} → {way.To}")])),
        ],
        [new MomentView(StubRegistry.Noon.AddSeconds(-90), "StateChanged", "Healthy → Suspect: port 8081 fails: HTTP 500")]);

    public Task<IReadOnlyList<SagaView>> SagasAsync(SagaFilter filter, CancellationToken cancel)
    {
        Asked = filter;
        return Task.FromResult<IReadOnlyList<SagaView>>([.. Stories.Select(story => story.Saga)]);
    }

    public Task<IReadOnlyList<CheckView>> ChecksAsync(CancellationToken cancel) => Task.FromResult<IReadOnlyList<CheckView>>([]);

    public Task<IReadOnlyList<string>> FreezesAsync(CancellationToken cancel) => Task.FromResult(Freezes);

    public Task<IReadOnlyList<SagaView>> FindAsync(string container, CancellationToken cancel) => Task.FromResult<IReadOnlyList<SagaView>>(
        [
            .. Stories.Select(story => story.Saga).Where(
                saga => saga.ContainerName == container || saga.ContainerId.StartsWith(container, StringComparison.Ordinal)),
        ]);

    public Task<SagaStory?> StoryAsync(string containerId, CancellationToken cancel) =>
        Task.FromResult(Stories.FirstOrDefault(story => story.Saga.ContainerId == containerId));

    public Task OrderAsync(string containerId, HealthTrigger order, CancellationToken cancel)
    {
        var asked = Stories.Where(story => story.Saga.ContainerId == containerId);
        if (asked.Any(story => story.Saga.State != nameof(HealthState.Stuck)))
            throw new InvalidOperationException("calc-1 cannot be retried now: it is failing");
        Orders.Add((containerId, order));
        return Task.CompletedTask;
    }
}
