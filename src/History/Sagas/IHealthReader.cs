using Pipeline.Core.Health;

namespace Pipeline.History.Sagas;

/// <summary>What people ask about the health of containers, and order by hand.</summary>
public interface IHealthReader
{
    /// <summary>Of the sagas that are over, so many are listed: those that ended last. All of them are kept.</summary>
    public const int EndedAtMost = 1_000;

    Task<IReadOnlyList<SagaView>> SagasAsync(SagaFilter filter, CancellationToken cancel);

    /// <summary>What is frozen now because its failures correlate, a line each.</summary>
    Task<IReadOnlyList<string>> FreezesAsync(CancellationToken cancel);

    /// <summary>The sagas of the containers with this name, or whose identifier begins so; the live ones before the others, and of many the last.</summary>
    Task<IReadOnlyList<SagaView>> FindAsync(string container, CancellationToken cancel);

    /// <summary>One saga in full; null where the container has none.</summary>
    Task<SagaStory?> StoryAsync(string containerId, CancellationToken cancel);

    /// <summary>Has a step done again, or lets a container go on, by hand; that is recorded like everything else.</summary>
    /// <exception cref="InvalidOperationException">The order means nothing where the saga stands; the message says so for people.</exception>
    Task OrderAsync(string containerId, HealthTrigger order, CancellationToken cancel);
}

/// <summary>Which sagas are asked for.</summary>
/// <param name="State">Only those that stand here, of <see cref="HealthState.Stopped"/> the last <see cref="IHealthReader.EndedAtMost"/>; null for all that are not over.</param>
/// <param name="Failed">Only those whose containers fail, are on their way out, or are stuck.</param>
/// <param name="Service">Only those that serve this service; null for all.</param>
public sealed record SagaFilter(HealthState? State = null, bool Failed = false, string? Service = null);
