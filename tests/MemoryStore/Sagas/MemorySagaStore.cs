using Pipeline.HealthSaga.Saga;

namespace Pipeline.Tests.MemoryStore.Sagas;

internal sealed class MemorySagaStore(SagaTable table) : ISagaStore
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
}
