using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Pipeline.Contracts;

namespace Pipeline.Core.Health;

/// <summary>What a container's health has to answer to. It travels, so each kind has its word.</summary>
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

    /// <summary>What a host states of the container; only a newer stamp counts.</summary>
    public abstract record Stated(string Host, Stamp Stamp) : HealthSignal;

    /// <summary>It runs.</summary>
    /// <param name="Engine">What the engine's own check of it says; null where it has none.</param>
    public sealed record Runs(
        string Host, Stamp Stamp, DateTimeOffset Run, string Name, EcsTask? Task, ImmutableList<Watch> Watches, EngineHealth? Engine) : Stated(Host, Stamp);

    /// <summary>It is frozen.</summary>
    public sealed record IsPaused(string Host, Stamp Stamp) : Stated(Host, Stamp);

    /// <summary>It was asked to stop.</summary>
    public sealed record IsStopping(string Host, Stamp Stamp) : Stated(Host, Stamp);

    /// <summary>It no longer runs.</summary>
    /// <param name="How">For people.</param>
    public sealed record HasEnded(string Host, Stamp Stamp, string How) : Stated(Host, Stamp);

    /// <summary>Somebody looked at a port.</summary>
    public sealed record Probed(DateTimeOffset Run, ProbeResult Result) : HealthSignal;

    /// <summary>The registry carried a verdict out.</summary>
    public sealed record CarriedOut(DateTimeOffset Run, long Sequence, string? ChangeId) : HealthSignal;

    /// <summary>The order to stop was answered.</summary>
    public sealed record Answered(DateTimeOffset Run, StopOutcome Outcome, string Text) : HealthSignal;

    /// <summary>The governor ruled.</summary>
    public sealed record Ruled(DateTimeOffset Run, Ruling Ruling) : HealthSignal;

    /// <summary>Nothing was heard until the alarm was due.</summary>
    public sealed record TimeCame : HealthSignal;

    /// <summary>A person has a step done again, or lets the container go on.</summary>
    public sealed record ByHand(HealthTrigger Order) : HealthSignal;

    /// <summary>Its host is silent for so long that nothing it said counts any more.</summary>
    public sealed record HostSilent(DateTimeOffset LastHeard) : HealthSignal;
}
