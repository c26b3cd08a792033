using System.Diagnostics;
using Pipeline.Contracts;

namespace Pipeline.Producer.Outbox;

/// <summary>A fact on its way, and the trace of the hint that led to it.</summary>
internal readonly record struct PendingFact(IHostFact Fact, ActivityContext Cause)
{
    /// <summary>The subject of facts about the host as a whole.</summary>
    public const string WholeHost = "";

    public Stamp Stamp => Fact.Stamp;

    /// <summary>What the fact is about: a container's identifier, or <see cref="WholeHost"/>. Of one subject only the newest fact counts.</summary>
    public string Subject => Fact switch
    {
        ContainerStarted started => started.Container.Id,
        ContainerStopping stopping => stopping.ContainerId,
        ContainerPaused paused => paused.ContainerId,
        ContainerStopped stopped => stopped.ContainerId,
        HostReported or HostLeft => WholeHost,
        _ => throw new InvalidOperationException($"{Fact.GetType().Name} is a fact of no known kind"),
    };
}
