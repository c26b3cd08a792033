using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Pipeline.Contracts;

namespace Pipeline.Core.Health;

/// <summary>An input of a container's health. Signals travel on the bus; the names of the kinds are part of the format.</summary>
[JsonDerivedType(typeof(Runs), "runs")]
[JsonDerivedType(typeof(IsPaused), "paused")]
[JsonDerivedType(typeof(IsStopping), "stopping")]
[JsonDerivedType(typeof(HasEnded), "ended")]
[JsonDerivedType(typeof(Probed), "probed")]
[JsonDerivedType(typeof(CarriedOut), "carriedOut")]
[JsonDerivedType(typeof(Answered), "answered")]
[JsonDerivedType(typeof(Ruled), "ruled")]
[JsonDerivedType(typeof(TimeCame), "timeCame")]
[JsonDerivedType(typeof(ByHand), "byHand")]
[JsonDerivedType(typeof(HostSilent), "hostSilent")]
public abstract record HealthSignal
{
    private HealthSignal() { }

    /// <summary>A fact of its host about the container. It counts only if its stamp is newer.</summary>
    public abstract record Stated(string Host, Stamp Stamp) : HealthSignal;

    /// <summary>It runs.</summary>
    /// <param name="Engine">The result of the engine's own health check; null if it has none.</param>
    public sealed record Runs(
        string Host, Stamp Stamp, DateTimeOffset Run, string Name, EcsTask? Task, ImmutableList<Watch> Watches, EngineHealth? Engine)
        : Stated(Host, Stamp);

    /// <summary>It is paused.</summary>
    public sealed record IsPaused(string Host, Stamp Stamp) : Stated(Host, Stamp);

    /// <summary>It was told to stop.</summary>
    public sealed record IsStopping(string Host, Stamp Stamp) : Stated(Host, Stamp);

    /// <summary>It no longer runs.</summary>
    /// <param name="How">How it ended, as text for people.</param>
    public sealed record HasEnded(string Host, Stamp Stamp, string How) : Stated(Host, Stamp);

    /// <summary>A prober checked a port.</summary>
    public sealed record Probed(DateTimeOffset Run, ProbeResult Result) : HealthSignal;

    /// <summary>The registry applied a verdict.</summary>
    public sealed record CarriedOut(DateTimeOffset Run, long Sequence, string? ChangeId) : HealthSignal;

    /// <summary>The stop request was answered.</summary>
    public sealed record Answered(DateTimeOffset Run, StopOutcome Outcome, string Text) : HealthSignal;

    /// <summary>The governor decided.</summary>
    public sealed record Ruled(DateTimeOffset Run, GovernorDecision Ruling) : HealthSignal;

    /// <summary>The alarm is due.</summary>
    public sealed record TimeCame : HealthSignal;

    /// <summary>A person retries a stuck step, or releases the container.</summary>
    public sealed record ByHand(HealthTrigger Order) : HealthSignal;

    /// <summary>Its host is silent for too long.</summary>
    public sealed record HostSilent(DateTimeOffset LastHeard) : HealthSignal;
}
