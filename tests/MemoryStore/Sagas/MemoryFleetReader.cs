using Pipeline.Core.Health;
using Pipeline.Core.Instances;
using Pipeline.HealthSaga.Judging;
using Pipeline.HealthSaga.Saga;
using Pipeline.History.Reading;

namespace Pipeline.Tests.MemoryStore.Sagas;

internal sealed class MemoryFleetReader(SagaTable table, IRegistryDocuments? registry) : IFleetReader
{
    private IEnumerable<ContainerHealthSaga> Sagas => Where(_ => true);

    private IEnumerable<ContainerHealthSaga> Where(Func<ContainerHealthSaga, bool> condition) =>
        table.Where(condition).Select(row => row.Saga);

    public Task<IReadOnlyList<ContainerHealthSaga>> DueAsync(DateTimeOffset now, int atMost, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<ContainerHealthSaga>>([.. Where(saga => saga.Due <= now).OrderBy(saga => saga.Due)
            .Take(atMost)]);

    public Task<IReadOnlyList<ContainerHealthSaga>> OfTasksAsync(IReadOnlyCollection<string> tasks, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<ContainerHealthSaga>>(
            [.. Where(saga => saga.Health?.Task is { Arn: var arn } && tasks.Contains(arn))]);

    public Task<IReadOnlyList<ContainerHealthSaga>> OfContainersAsync(
        IReadOnlyCollection<string> containers, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<ContainerHealthSaga>>(
            [.. containers.Select(SagaId.Of).Select(table.Find).OfType<ContainerHealthSaga>()]);

    public async Task<IReadOnlyList<Container>> UnservedAsync(CancellationToken cancel) => registry is null ? [] :
    [
        .. (await registry.ReadPresentContainersAsync(cancel))
            .Where(container => !container.Refusals.IsEmpty || container.Crashes is { IsHeldBack: true }),
    ];

    public Task<IReadOnlyList<FleetGroup>> GroupsAsync(CancellationToken cancel) =>
        Task.FromResult(FleetGroup.Of(Where(saga => saga.IsLive).Select(saga => (saga.Health!, saga.Shard))));

    public Task<RecentRemovals> RemovalsSinceAsync(DateTimeOffset since, CancellationToken cancel) => Task.FromResult(
        new RecentRemovals(Where(saga => saga.CondemnedAt > since).Count(), Where(saga => saga.StopAllowedAt > since).Count()));

    public Task<IReadOnlySet<string>> ProvenAsync(IReadOnlyCollection<string> proofs, CancellationToken cancel) =>
        Task.FromResult<IReadOnlySet<string>>(Sagas.SelectMany(saga => saga.Proofs).Intersect(proofs).ToHashSet());

    public Task<IReadOnlyDictionary<HealthState, long>> CountByStateAsync(CancellationToken cancel) =>
        Task.FromResult<IReadOnlyDictionary<HealthState, long>>(
            Where(saga => saga.IsLive).GroupBy(saga => saga.Health!.State)
                .ToDictionary(state => state.Key, state => state.LongCount()));
}
