using Pipeline.HealthSaga.Saga;
using Pipeline.Store.Failures;

namespace Pipeline.Store.Sagas;

/// <summary>Stores each saga as a Marten document with a numeric revision and a stream of events.</summary>
internal sealed class SagaStore(SagaDatabase database) : ISagaStore
{
    public Task<ContainerHealthSaga?> LoadAsync(Guid id, CancellationToken cancel) => StoreCall.RunAsync(async () =>
    {
        await using var session = database.OpenQuery();
        return await session.LoadAsync<ContainerHealthSaga>(id, cancel);
    });

    public Task SaveAsync(IReadOnlyCollection<ContainerHealthSaga> sagas, CancellationToken cancel) => StoreCall.RunAsync(async () =>
    {
        await using var session = database.OpenSession();
        foreach (var saga in sagas.Where(saga => saga.IsChanged))
        {
            if (saga.ReadVersion is > 0 and var read) session.UpdateRevision(saga, read + 1);
            else session.Insert(saga);
            if (saga.News.Count > 0) session.Events.Append(saga.Health!.ContainerId, saga.News);
        }

        await session.SaveChangesAsync(cancel);
    });
}
