using Pipeline.Contracts;

namespace Pipeline.Producer.Outbox;

/// <summary>A bus accepted some facts of a batch and not the others.</summary>
/// <param name="unpublished">The facts that are to be published again.</param>
/// <param name="reason">Why, as text for people.</param>
/// <param name="cause">The underlying failure; null if the bus answered with a refusal.</param>
public sealed class PartialPublishException(IReadOnlyList<IHostFact> unpublished, string reason, Exception? cause = null)
    : Exception(reason, cause)
{
    public IReadOnlyList<IHostFact> Unpublished => unpublished;

    /// <summary>The pause that the bus asks for; zero for none.</summary>
    public TimeSpan RetryAfter { get; init; }
}
