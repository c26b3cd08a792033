using Pipeline.Core.Health;
using Pipeline.HealthSaga.Saga;
using Pipeline.History.Sagas;

namespace Pipeline.Tests.MemoryStore.Sagas;

internal sealed class MemoryRecordedSagas(SagaTable table) : IRecordedSagas
{
    public Task<IReadOnlyList<ContainerHealth>> LiveAsync(CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<ContainerHealth>>([.. table.Where(saga => saga.IsLive).Select(row => row.Saga.Health!)]);

    // The last saved row comes last in the table, so that it is first among those of one moment.
    public Task<IReadOnlyList<ContainerHealth>> EndedAsync(string? service, int atMost, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<ContainerHealth>>(
        [
            .. table.All().Reverse().OrderByDescending(row => row.SavedAt).Select(row => row.Saga)
                .Where(saga => !saga.IsLive && saga.Health!.Name != "" && (service is null || saga.Health.Services.Contains(service)))
                .Take(atMost).Select(saga => saga.Health!),
        ]);

    public Task<IReadOnlyList<ContainerHealth>> FindAsync(string container, int atMost, CancellationToken cancel)
    {
        var runs = table.Events().Select(one => one.Recorded).Where(one => one.Happened is RunWatched).ToList();
        var named = runs.Where(one => ((RunWatched)one.Happened).Name == container).Reverse().Take(atMost).Select(one => one.ContainerId);
        var begun = runs.Select(one => one.ContainerId).Where(id => id.StartsWith(container, StringComparison.Ordinal)).Distinct()
            .Take(atMost);
        return Task.FromResult<IReadOnlyList<ContainerHealth>>([.. named.Union(begun).Select(id => table.Find(SagaId.Of(id))!.Health!)]);
    }

    public Task<ContainerHealth?> LoadAsync(string containerId, CancellationToken cancel) =>
        Task.FromResult(table.Find(SagaId.Of(containerId))?.Health);
}
