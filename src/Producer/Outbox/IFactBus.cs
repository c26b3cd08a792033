using System.Diagnostics;
using Pipeline.Contracts;

namespace Pipeline.Producer.Outbox;

/// <summary>
/// The bus that carries facts from hosts to all consumers. Agents of several hosts may share one and publish at the same time.
/// </summary>
public interface IFactBus
{
    /// <summary>Publishes facts in their order. Returns when the bus has accepted all of them.</summary>
    /// <exception cref="PartialPublishException">The bus accepted some of the facts only.</exception>
    /// <remarks>
    /// Any other exception means that none may have been accepted. The outbox publishes them again, or newer facts in their place;
    /// consumers recognize repeats by the stamp.
    /// </remarks>
    Task PublishAsync(IReadOnlyList<IHostFact> facts, CancellationToken cancel);

    /// <summary>Publishes facts, each in the trace that led to it.</summary>
    Task PublishAsync(IReadOnlyList<IHostFact> facts, Func<IHostFact, ActivityContext> findCause, CancellationToken cancel) =>
        PublishAsync(facts, cancel);
}
