using System.Diagnostics;
using Pipeline.Contracts;

namespace Pipeline.Producer.Outbox;

/// <summary>A fact that waits for the bus.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="Cause">The trace that led to it; default for none.</param>
internal readonly record struct PendingFact(IHostFact Fact, ActivityContext Cause)
{
    /// <summary>The subject of facts about the host as a whole.</summary>
    public const string WholeHost = "";

    public long Sequence => Fact.Stamp.Sequence;

    /// <summary>
    /// What the fact is about: a container's identifier, or <see cref="WholeHost"/>. Only the newest fact of a subject counts.
    /// </summary>
    public string Subject => Fact.GetContainerId() ?? WholeHost;
}
