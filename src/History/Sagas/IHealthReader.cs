using Pipeline.Core.Health;

namespace Pipeline.History.Sagas;

/// <summary>What people ask about the health of containers, and what they order by hand.</summary>
public interface IHealthReader
{
    /// <summary>How many of the sagas that are over are listed: those that ended last. All of them are kept.</summary>
    public const int EndedAtMost = 1_000;

    Task<IReadOnlyList<SagaView>> SagasAsync(SagaFilter filter, CancellationToken cancel);

    /// <summary>The freezes in force, a line each.</summary>
    Task<IReadOnlyList<string>> FreezesAsync(CancellationToken cancel);

    /// <summary>
    /// The sagas of the containers that ever had this name, or whose identifier begins with it; the live ones first, then the newest.
    /// </summary>
    Task<IReadOnlyList<SagaView>> FindAsync(string container, CancellationToken cancel);

    /// <summary>One saga in full; null where the container has none.</summary>
    Task<SagaStory?> StoryAsync(string containerId, CancellationToken cancel);

    /// <summary>Retries a step, or releases a container, by hand. Recorded like every other change.</summary>
    /// <exception cref="InvalidOperationException">
    /// The order is not possible in the saga's state; the message says so for people.
    /// </exception>
    Task OrderAsync(string containerId, HealthTrigger order, CancellationToken cancel);
}

/// <summary>Which sagas are wanted.</summary>
/// <param name="State">
/// Only those in this state, of <see cref="HealthState.Stopped"/> the last <see cref="IHealthReader.EndedAtMost"/>; null for all that are
/// not over.
/// </param>
/// <param name="Failed">Only those whose containers fail, are being removed, or are stuck.</param>
/// <param name="Service">Only those that serve this service; null for all.</param>
public sealed record SagaFilter(HealthState? State = null, bool Failed = false, string? Service = null);
