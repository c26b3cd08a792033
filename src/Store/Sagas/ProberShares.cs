using Marten;
using Pipeline.HealthSaga.Sharing;
using Pipeline.Store.Failures;

namespace Pipeline.Store.Sagas;

/// <summary>The shards that each process checks, one document per process.</summary>
internal sealed class ProberShares(SagaDatabase database) : IProberShares
{
    public Task SaveAsync(ProberShare share, CancellationToken cancel) => StoreCall.RunAsync(async () =>
    {
        await using var session = database.OpenSession();
        var stored = await session.LoadAsync<ProberShare>(share.Id, cancel);
        session.Store(share with { NewerMembers = stored?.NewerMembers });
        await session.SaveChangesAsync(cancel);
    });

    public Task<IReadOnlyList<ProberShare>> ReadAsync(CancellationToken cancel) => StoreCall.RunAsync(async () =>
    {
        await using var session = database.OpenQuery();
        return await session.Query<ProberShare>().ToListAsync(cancel);
    });
}
