using Pipeline.HealthSaga.Probing;

namespace Pipeline.Tests.MemoryStore.Sagas;

internal sealed class MemoryProbedSagas(SagaTable table) : IProbedSagas
{
    public Task<ProbedSagas> LiveAsync(IReadOnlyCollection<int> shards, CancellationToken cancel)
    {
        var now = table.Now;
        return Task.FromResult(new ProbedSagas(
            [.. table.Where(saga => saga.IsLive && shards.Contains(saga.Shard)).Select(row => row.Saga)], now));
    }

    /// <summary>What was saved in the very moment of the last read is read again: a clock may stand still.</summary>
    public Task<ProbedSagas> ChangedAsync(IReadOnlyCollection<int> shards, DateTimeOffset since, CancellationToken cancel)
    {
        var now = table.Now;
        return Task.FromResult(new ProbedSagas(
            [.. table.Where((saga, savedAt) => savedAt >= since && shards.Contains(saga.Shard)).Select(row => row.Saga)], now));
    }
}
