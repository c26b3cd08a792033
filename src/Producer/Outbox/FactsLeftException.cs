using Pipeline.Contracts;

namespace Pipeline.Producer.Outbox;

/// <summary>A bus took some facts of a batch and not the others; only these are to be published again.</summary>
/// <param name="left">The facts that were not taken.</param>
/// <param name="reason">Why, for people.</param>
/// <param name="cause">The failure behind it; null where the bus only said no.</param>
public sealed class FactsLeftException(IReadOnlyList<IHostFact> left, string reason, Exception? cause = null) : Exception(reason, cause)
{
    public IReadOnlyList<IHostFact> Left => left;
}
