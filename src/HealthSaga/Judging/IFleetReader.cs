using Pipeline.Core.Health;
using Pipeline.Core.Instances;
using Pipeline.Core.Storage;
using Pipeline.HealthSaga.Saga;

namespace Pipeline.HealthSaga.Judging;

/// <summary>What judging reads of all sagas.</summary>
/// <remarks>Every call throws <see cref="StoreUnavailableException"/> while the store does not answer.</remarks>
public interface IFleetReader
{
    /// <summary>The sagas that are due, the longest due first; at most so many.</summary>
    Task<IReadOnlyList<ContainerHealthSaga>> DueAsync(DateTimeOffset now, int atMost, CancellationToken cancel);

    /// <summary>The sagas of all containers of these ECS tasks, ended or not.</summary>
    /// <param name="tasks">The tasks' ARNs.</param>
    /// <param name="cancel">Cancels the read.</param>
    Task<IReadOnlyList<ContainerHealthSaga>> OfTasksAsync(IReadOnlyCollection<string> tasks, CancellationToken cancel);

    /// <summary>The sagas of these containers, as far as there are any.</summary>
    Task<IReadOnlyList<ContainerHealthSaga>> OfContainersAsync(IReadOnlyCollection<string> containers, CancellationToken cancel);

    /// <summary>
    /// The present containers of which the registry refuses a claim, or which it holds back because of their crashes; none where there is
    /// no registry yet.
    /// </summary>
    Task<IReadOnlyList<Container>> UnservedAsync(CancellationToken cancel);

    /// <summary>The live sagas, counted by everything that the governor tells them apart by.</summary>
    Task<IReadOnlyList<FleetGroup>> GroupsAsync(CancellationToken cancel);

    /// <summary>How many were ejected, and how many were allowed to be stopped, after a moment.</summary>
    Task<RecentRemovals> RemovalsSinceAsync(DateTimeOffset since, CancellationToken cancel);

    /// <summary>Which of these checks any container of their services ever passed (<see cref="Watch.Proof"/>).</summary>
    Task<IReadOnlySet<string>> ProvenAsync(IReadOnlyCollection<string> proofs, CancellationToken cancel);

    /// <summary>How many live sagas are in each state; a state without any is left out.</summary>
    Task<IReadOnlyDictionary<HealthState, long>> CountByStateAsync(CancellationToken cancel);
}

/// <summary>What the rate limit counts.</summary>
public sealed record RecentRemovals(int Ejected, int Stopped);
