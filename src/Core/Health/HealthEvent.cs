using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Pipeline.Contracts;

namespace Pipeline.Core.Health;

/// <summary>An event of one container's health, in the container's stream; its detail is kept for the retention.</summary>
/// <param name="At">The time by the clock of the health saga.</param>
public abstract record HealthEvent(DateTimeOffset At);

/// <summary>A run of the container is checked from now on.</summary>
/// <param name="Grace">For this long after the start, failures do not count.</param>
public sealed record RunWatched(
    string Host, Stamp Stamp, DateTimeOffset Run, string Name, EcsTask? Task, ImmutableList<Watch> Watches, TimeSpan Grace,
    DateTimeOffset At)
    : HealthEvent(At);

/// <summary>The run has other ports or checks than before.</summary>
public sealed record WatchesChanged(ImmutableList<Watch> Watches, DateTimeOffset At) : HealthEvent(At);

/// <summary>A newer fact of its host counted; older ones that arrive later are ignored.</summary>
public sealed record FactHeard(string Host, Stamp Stamp, DateTimeOffset At) : HealthEvent(At)
{
    /// <summary>Its name, if it has another one than before; otherwise null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }
}

/// <summary>One check of one port had a result that matters.</summary>
public sealed record ProbeHeard(ProbeResult Result, DateTimeOffset At) : HealthEvent(At);

/// <summary>Its health changed to another state.</summary>
/// <param name="Cause">The reason, as text for people.</param>
public sealed record StateChanged(HealthState From, HealthState To, HealthTrigger Trigger, string Cause, DateTimeOffset At)
    : HealthEvent(At);

/// <summary>It remains in its state for another reason than before.</summary>
public sealed record CauseChanged(string Cause, DateTimeOffset At) : HealthEvent(At);

/// <summary>The saga decided that its records must leave DNS, or may return; the registry has to apply it.</summary>
public sealed record VerdictReached(long Sequence, bool Condemned, string Reason, DateTimeOffset At) : HealthEvent(At);

/// <summary>The registry applied a verdict.</summary>
/// <param name="ChangeId">The zone's identifier of the change that removed the records; null if there were none to remove.</param>
public sealed record VerdictTaken(long Sequence, string? ChangeId, DateTimeOffset At) : HealthEvent(At);

/// <summary>
/// The container is about to be stopped. Written before the request, so that after a crash the outcome is known to be unknown.
/// </summary>
/// <param name="Attempt">From 1.</param>
public sealed record StopOrdered(int Attempt, string Reason, DateTimeOffset At) : HealthEvent(At);

/// <summary>The stop request was answered.</summary>
public sealed record StopAnswered(StopOutcome Outcome, string Text, DateTimeOffset At) : HealthEvent(At);

/// <summary>The outcome of a stop request.</summary>
public enum StopOutcome
{
    /// <summary>It is being stopped; its end is not reported yet.</summary>
    Accepted,

    /// <summary>It did not exist any more.</summary>
    Gone,

    /// <summary>The request failed.</summary>
    Failed,

    /// <summary>Nothing was requested, because a stop would end another container of its task, which answers again.</summary>
    Withheld,
}
