using Pipeline.Core.Terms;
using Pipeline.HealthSaga.Saga;
using Pipeline.Tests.MemoryStore.Leases;

namespace Pipeline.Tests.MemoryStore.Sagas;

internal sealed class MemorySagaStore(SagaTable table, MemoryLeaseTable leases) : ISagaStore
{
    public Task<ContainerHealthSaga?> LoadAsync(Guid id, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult(table.Find(id));
    }

    public async Task SaveAsync(IReadOnlyCollection<ContainerHealthSaga> sagas, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        await Task.CompletedTask;
        table.Save(sagas);
    }

    public async Task SaveAsync(IReadOnlyCollection<ContainerHealthSaga> sagas, TermClaim judge, CancellationToken cancel)
    {
        await Task.CompletedTask;
        leases.Require(judge);
        await SaveAsync(sagas, cancel);
    }
}
