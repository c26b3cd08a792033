using Pipeline.ServiceDiscovery.Instances;

namespace Samples.Portal.Discovery;

/// <summary>The result of a call to a service.</summary>
/// <param name="Instances">The instances behind its name, in the order of the attempts.</param>
public abstract record Answer(IReadOnlyList<FoundInstance> Instances)
{
    /// <summary>An instance answered.</summary>
    /// <param name="Value">The requested field of its response.</param>
    /// <param name="Name">The instance's own name.</param>
    /// <param name="Failed">How many instances failed before it.</param>
    public sealed record Success(IReadOnlyList<FoundInstance> Instances, string Value, string Name, int Failed) : Answer(Instances)
    {
        public FoundInstance AnsweredBy => Instances[Failed];
    }

    /// <summary>An instance rejected the request.</summary>
    /// <param name="Problem">The reason, in its words.</param>
    public sealed record Rejected(IReadOnlyList<FoundInstance> Instances, string Problem) : Answer(Instances);

    /// <summary>The name does not resolve, or no instance answers.</summary>
    /// <param name="Reason">Which of the two.</param>
    public sealed record Unavailable(IReadOnlyList<FoundInstance> Instances, string Reason) : Answer(Instances);
}
