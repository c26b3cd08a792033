using Pipeline.Core.Storage;
using Pipeline.Core.Terms;

namespace Pipeline.HealthSaga.Saga;

/// <summary>Keeps the sagas, each with its events.</summary>
/// <remarks>Every call throws <see cref="StoreUnavailableException"/> while the store does not answer.</remarks>
public interface ISagaStore
{
    /// <returns>The saga as it was last saved, to be changed and saved by the caller; null where there is none.</returns>
    Task<ContainerHealthSaga?> LoadAsync(Guid id, CancellationToken cancel);

    /// <summary>
    /// Writes the sagas and their new events in one transaction: all of them or none. A saga that is not changed is left out. One that was
    /// never read is inserted; any other replaces the revision that it was read at. A saga is saved once; to change it again, load it
    /// again.
    /// </summary>
    /// <exception cref="StoreConflictException">Another writer saved one of them since it was read; nothing was written.</exception>
    Task SaveAsync(IReadOnlyCollection<ContainerHealthSaga> sagas, CancellationToken cancel);

    /// <summary>Saves the same way, but only while the term of the process that judges lasts.</summary>
    /// <exception cref="StoreConflictException">
    /// The term is over, or another writer saved one of them since it was read; nothing was written.
    /// </exception>
    Task SaveAsync(IReadOnlyCollection<ContainerHealthSaga> sagas, TermClaim judge, CancellationToken cancel);
}
