using Marten;
using Marten.Linq.LastModified;
using Pipeline.HealthSaga.Probing;
using Pipeline.HealthSaga.Saga;
using Pipeline.Store.Failures;

namespace Pipeline.Store.Sagas;

/// <summary>Reads the sagas of shards: the live ones, or those saved since a moment.</summary>
internal sealed class ProbedSagaReader(SagaDatabase database) : IProbedSagas
{
    /// <summary>
    /// A row has the start time of its transaction and becomes visible when it commits, so each read repeats the 5 s before the last one.
    /// </summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(5);

    public Task<ProbedSagas> LiveAsync(IReadOnlyCollection<int> shards, CancellationToken cancel) =>
        ReadAsync(sagas => sagas.Where(saga => saga.IsLive), shards, cancel);

    public Task<ProbedSagas> ChangedAsync(IReadOnlyCollection<int> shards, DateTimeOffset since, CancellationToken cancel) =>
        ReadAsync(sagas => sagas.Where(saga => saga.ModifiedSince(since)), shards, cancel);

    private Task<ProbedSagas> ReadAsync(
        Func<IQueryable<ContainerHealthSaga>, IQueryable<ContainerHealthSaga>> filter,
        IReadOnlyCollection<int> shards,
        CancellationToken cancel) =>
        StoreCall.RunAsync(async () =>
        {
            var numbers = shards.ToArray();
            await using var session = database.OpenQuery();
            var now = await session.AdvancedSql.QueryAsync<DateTimeOffset>("select now()", cancel);
            var read = await filter(session.Query<ContainerHealthSaga>().Where(saga => saga.Shard.IsOneOf(numbers))).ToListAsync(cancel);
            return new ProbedSagas(read, now[0] - Overlap);
        });
}
