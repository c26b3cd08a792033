using Pipeline.Core.Storage;
using Pipeline.HealthSaga.Saga;

namespace Pipeline.HealthSaga.Probing;

/// <summary>The sagas whose containers a process checks.</summary>
public interface IProbedSagas
{
    /// <summary>The live sagas of these shards.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    Task<ProbedSagas> LiveAsync(IReadOnlyCollection<int> shards, CancellationToken cancel);

    /// <summary>
    /// The sagas of these shards that were saved since an earlier read, live or not. One that was read before may be among them.
    /// </summary>
    /// <param name="since">What the earlier read answered as <see cref="ProbedSagas.ReadUntil"/>.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    Task<ProbedSagas> ChangedAsync(IReadOnlyCollection<int> shards, DateTimeOffset since, CancellationToken cancel);
}

/// <summary>What was read.</summary>
/// <param name="ReadUntil">By the store's clock: whatever was saved later is not in it. Where the next read begins.</param>
public sealed record ProbedSagas(IReadOnlyList<ContainerHealthSaga> Sagas, DateTimeOffset ReadUntil);
