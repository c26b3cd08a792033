using Pipeline.Core.Health;

namespace Pipeline.History.Sagas;

/// <summary>What people are shown of the sagas, as the store has it. Reads also where no health saga ever ran.</summary>
public interface IRecordedSagas
{
    /// <summary>All sagas that are not over.</summary>
    Task<IReadOnlyList<ContainerHealth>> LiveAsync(CancellationToken cancel);

    /// <summary>
    /// The sagas that are over, those that ended last first; at most so many. Those that were never checked are left out.
    /// </summary>
    /// <param name="service">Only those that served this service; null for all.</param>
    Task<IReadOnlyList<ContainerHealth>> EndedAsync(string? service, int atMost, CancellationToken cancel);

    /// <summary>
    /// The sagas of the containers that ever had this name, or whose identifier begins with it; of each kind at most so many.
    /// </summary>
    Task<IReadOnlyList<ContainerHealth>> FindAsync(string container, int atMost, CancellationToken cancel);

    /// <summary>One saga; null where the container has none.</summary>
    Task<ContainerHealth?> LoadAsync(string containerId, CancellationToken cancel);
}
