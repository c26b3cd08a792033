using System.Diagnostics;
using Pipeline.Contracts;

namespace Pipeline.Producer.Outbox;

/// <summary>The way from hosts to everybody who listens. The agents of several hosts may share one and publish at once.</summary>
public interface IFactBus
{
    /// <summary>Publishes facts in their order. Returns when all are safely handed over; throws when any may not be.</summary>
    /// <exception cref="FactsLeftException">Some were handed over, the others not.</exception>
    /// <remarks>A batch that failed is published again, wholly or with newer facts in place of its own: listeners go by the stamp.</remarks>
    Task PublishAsync(IReadOnlyList<IHostFact> facts, CancellationToken cancel);

    /// <summary>The same, each fact under the trace that led to it.</summary>
    Task PublishAsync(IReadOnlyList<IHostFact> facts, Func<IHostFact, ActivityContext> causeOf, CancellationToken cancel) => PublishAsync(facts, cancel);
}
