using Marten;
using Pipeline.Core.Terms;
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
        await SaveAsync(session, sagas, cancel);
    });

    public Task SaveAsync(IReadOnlyCollection<ContainerHealthSaga> sagas, TermClaim judge, CancellationToken cancel) =>
        StoreCall.RunAsync(async () =>
        {
            await using var connection = await database.ConnectAsync(cancel);
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            await database.Leases.RequireAsync(judge, connection, cancel);
            await using (var session = database.OpenSession(transaction)) await SaveAsync(session, sagas, cancel);
            await transaction.CommitAsync(cancel);
        });

    private static Task SaveAsync(IDocumentSession session, IReadOnlyCollection<ContainerHealthSaga> sagas, CancellationToken cancel)
    {
        foreach (var saga in sagas.Where(saga => saga.IsChanged))
        {
            if (saga.ReadVersion is > 0 and var read) session.UpdateRevision(saga, read + 1);
            else session.Insert(saga);
            if (saga.News.Count > 0) session.Events.Append(saga.Health!.ContainerId, saga.News);
        }

        return session.SaveChangesAsync(cancel);
    }
}
