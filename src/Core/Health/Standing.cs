using System.Collections.Immutable;

namespace Pipeline.Core.Health;

/// <summary>Containers that stand alike, as the governor sees them.</summary>
/// <param name="State">Where their health stands.</param>
/// <param name="Host">The host that they run on.</param>
/// <param name="Prober">Who looks at them.</param>
/// <param name="Services">The services that they serve.</param>
/// <param name="FailingSince">When they began to fail; null while they do not.</param>
/// <param name="Count">How many they are.</param>
public sealed record Standing(
    HealthState State, string Host, string Prober, ImmutableArray<string> Services, DateTimeOffset? FailingSince, int Count = 1)
{
    /// <summary>Whether they could answer: not on their way out, and not let go by hand.</summary>
    public bool IsPresent => State is HealthState.Starting or HealthState.Healthy or HealthState.Suspect or HealthState.Unproven
        or HealthState.Spared or HealthState.Condemned or HealthState.Draining;

    /// <summary>Whether they fail a check that was passed before.</summary>
    public bool IsFailing => FailingSince is not null && State is (HealthState.Suspect or HealthState.Spared or HealthState.Condemned or HealthState.Draining);
}

/// <summary>Every container that is looked after, at one moment.</summary>
/// <param name="Standings">How they stand.</param>
/// <param name="CondemnedLately">How many were condemned in the last minute.</param>
/// <param name="StoppedLately">How many were let be stopped in the last minute.</param>
public sealed record Picture(IReadOnlyList<Standing> Standings, int CondemnedLately = 0, int StoppedLately = 0);

/// <summary>A container that may have to leave.</summary>
/// <param name="ContainerId">The container.</param>
/// <param name="Standing">How it stands; the picture counts it, too.</param>
/// <param name="Proven">Whether any instance of its service ever passed the check that it fails.</param>
/// <param name="Doubt">What to do about a check that nobody ever passed, for people.</param>
public sealed record Candidate(string ContainerId, Standing Standing, bool Proven, string Doubt = "");
