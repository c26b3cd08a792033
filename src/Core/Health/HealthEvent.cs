using System.Collections.Immutable;
using Pipeline.Contracts;

namespace Pipeline.Core.Health;

/// <summary>What became of one container's health, kept for ever in the container's stream.</summary>
/// <param name="At">When the saga knew it.</param>
public abstract record HealthEvent(DateTimeOffset At);

/// <summary>A run of the container is looked after from now on.</summary>
/// <param name="Grace">For so long its failures do not count.</param>
public sealed record RunWatched(
    string Host, Stamp Stamp, DateTimeOffset Run, string Name, EcsTask? Task, ImmutableList<Watch> Watches, TimeSpan Grace, DateTimeOffset At)
    : HealthEvent(At);

/// <summary>The run claims other ports or checks than before.</summary>
public sealed record WatchesChanged(ImmutableList<Watch> Watches, DateTimeOffset At) : HealthEvent(At);

/// <summary>A newer fact of its host counted; an older one that is still under way stays harmless.</summary>
public sealed record FactHeard(string Host, Stamp Stamp, DateTimeOffset At) : HealthEvent(At);

/// <summary>A look at a port found something that matters.</summary>
public sealed record ProbeHeard(ProbeResult Result, DateTimeOffset At) : HealthEvent(At);

/// <summary>Its health came to another state.</summary>
/// <param name="Cause">Why, for people.</param>
public sealed record StateChanged(HealthState From, HealthState To, HealthTrigger Trigger, string Cause, DateTimeOffset At) : HealthEvent(At);

/// <summary>It stands where it stands for another reason than before.</summary>
public sealed record CauseChanged(string Cause, DateTimeOffset At) : HealthEvent(At);

/// <summary>A verdict that the registry has to carry out.</summary>
public sealed record VerdictReached(long Sequence, bool Condemned, string Reason, DateTimeOffset At) : HealthEvent(At);

/// <summary>The registry carried a verdict out.</summary>
/// <param name="ChangeId">The zone's receipt for the removal of the records; null where nothing had to be removed.</param>
public sealed record VerdictTaken(long Sequence, string? ChangeId, DateTimeOffset At) : HealthEvent(At);

/// <summary>The order to stop was given; written first, so that a crash after it is known to have an open outcome.</summary>
/// <param name="Attempt">From 1.</param>
public sealed record StopOrdered(int Attempt, string Reason, DateTimeOffset At) : HealthEvent(At);

/// <summary>The order to stop was answered.</summary>
public sealed record StopAnswered(StopOutcome Outcome, string Text, DateTimeOffset At) : HealthEvent(At);

/// <summary>What became of an order to stop.</summary>
public enum StopOutcome
{
    /// <summary>It is being stopped; its end is still to be seen.</summary>
    Accepted,

    /// <summary>There is nothing left to stop.</summary>
    Gone,

    /// <summary>It could not be carried out.</summary>
    Failed,
}
