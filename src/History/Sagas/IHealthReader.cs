using Pipeline.Core.Health;

namespace Pipeline.History.Sagas;

/// <summary>Reads the health of containers for display, and takes manual orders.</summary>
public interface IHealthReader
{
    /// <summary>How many ended sagas are listed: those that ended last. The store keeps all of them.</summary>
    public const int EndedAtMost = 1_000;

    Task<IReadOnlyList<SagaView>> SagasAsync(SagaFilter filter, CancellationToken cancel);

    /// <summary>The checks of all live containers that go over the network: <c>http</c> and <c>tcp</c>.</summary>
    Task<IReadOnlyList<CheckView>> ChecksAsync(CancellationToken cancel);

    /// <summary>The active freezes, one line each.</summary>
    Task<IReadOnlyList<string>> FreezesAsync(CancellationToken cancel);

    /// <summary>
    /// The sagas of the containers that ever had this name, or whose identifier begins with it. Live sagas are first, then the newest.
    /// </summary>
    Task<IReadOnlyList<SagaView>> FindAsync(string container, CancellationToken cancel);

    /// <summary>One saga in full; null if the container has none.</summary>
    Task<SagaStory?> StoryAsync(string containerId, CancellationToken cancel);

    /// <summary>Retries a step or releases a container on a manual order. It is recorded like every other change.</summary>
    /// <exception cref="InvalidOperationException">The order is not possible in the saga's state.</exception>
    Task OrderAsync(string containerId, HealthTrigger order, CancellationToken cancel);
}

/// <summary>Which sagas are wanted.</summary>
/// <param name="State">
/// Only sagas in this state; for <see cref="HealthState.Stopped"/> the last <see cref="IHealthReader.EndedAtMost"/>. Null for all live
/// sagas.
/// </param>
/// <param name="Failed">Only sagas whose containers fail, are being removed, or are stuck.</param>
/// <param name="Service">Only sagas of containers of this service; null for all.</param>
public sealed record SagaFilter(HealthState? State = null, bool Failed = false, string? Service = null);
