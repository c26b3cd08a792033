using Marten;
using Marten.Linq.LastModified;
using Pipeline.HealthSaga.Probing;
using Pipeline.HealthSaga.Saga;
using Pipeline.Store.Failures;

namespace Pipeline.Store.Sagas;

/// <summary>Reads the sagas of shards: the live ones, or what was saved since.</summary>
internal sealed class ProbedSagaReader(SagaDatabase database) : IProbedSagas
{
    /// <summary>Rows carry their transaction's start time and appear when it commits, so the last 5 s are read again.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(5);

    public Task<ProbedSagas> LiveAsync(IReadOnlyCollection<int> shards, CancellationToken cancel) =>
        ReadAsync(sagas => sagas.Where(saga => saga.IsLive), shards, cancel);

    public Task<ProbedSagas> ChangedAsync(IReadOnlyCollection<int> shards, DateTimeOffset since, CancellationToken cancel) =>
        ReadAsync(sagas => sagas.Where(saga => saga.ModifiedSince(since)), shards, cancel);

    private Task<ProbedSagas> ReadAsync(
        Func<IQueryable<ContainerHealthSaga>, IQueryable<ContainerHealthSaga>> filter, IReadOnlyCollection<int> shards, CancellationToken cancel) =>
        StoreCall.RunAsync(async () =>
        {
            var numbers = shards.ToArray();
            await using var session = database.OpenQuery();
            var now = await session.AdvancedSql.QueryAsync<DateTimeOffset>("select now()", cancel);
            var read = await filter(session.Query<ContainerHealthSaga>().Where(saga => saga.Shard.IsOneOf(numbers))).ToListAsync(cancel);
            return new ProbedSagas(read, now[0] - Overlap);
        });
}
