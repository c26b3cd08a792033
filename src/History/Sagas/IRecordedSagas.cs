using Pipeline.Core.Health;

namespace Pipeline.History.Sagas;

/// <summary>Reads the stored sagas for display. The reads also succeed if no health saga ever ran.</summary>
public interface IRecordedSagas
{
    /// <summary>All live sagas.</summary>
    Task<IReadOnlyList<ContainerHealth>> LiveAsync(CancellationToken cancel);

    /// <summary>
    /// The ended sagas, those that ended last first. Sagas of containers that were never checked are omitted.
    /// </summary>
    /// <param name="service">Only sagas of containers of this service; null for all.</param>
    /// <param name="atMost">The maximum number of sagas.</param>
    /// <param name="cancel">Cancels the read.</param>
    Task<IReadOnlyList<ContainerHealth>> EndedAsync(string? service, int atMost, CancellationToken cancel);

    /// <summary>
    /// The sagas of the containers that ever had this name, and of those whose identifier begins with it; at most
    /// <paramref name="atMost"/> of each.
    /// </summary>
    Task<IReadOnlyList<ContainerHealth>> FindAsync(string container, int atMost, CancellationToken cancel);

    /// <summary>One saga; null if the container has none.</summary>
    Task<ContainerHealth?> LoadAsync(string containerId, CancellationToken cancel);
}
