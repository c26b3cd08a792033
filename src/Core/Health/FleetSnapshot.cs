using System.Collections.Immutable;

namespace Pipeline.Core.Health;

/// <summary>Containers that are alike to the governor, as one row with a count.</summary>
/// <param name="State">The state of their health.</param>
/// <param name="Host">Their host.</param>
/// <param name="Prober">The prober that checks them; empty if none does.</param>
/// <param name="Services">Their services.</param>
/// <param name="FailingSince">When they began to fail; null while they do not fail.</param>
/// <param name="Count">The number of containers.</param>
public sealed record FleetRow(
    HealthState State, string Host, string Prober, ImmutableArray<string> Services, DateTimeOffset? FailingSince, int Count = 1)
{
    /// <summary>
    /// Whether any port of them is checked. The health of one without a check says nothing about what it shares with others.
    /// </summary>
    public bool IsChecked { get; init; } = true;

    /// <summary>Whether they count as instances of their services: not stopping, paused or stuck, and not released by a person.</summary>
    public bool IsPresent => State is HealthState.Starting or HealthState.Healthy or HealthState.Suspect or HealthState.Unproven
        or HealthState.Spared or HealthState.Condemned or HealthState.Draining;

    /// <summary>Whether they fail a check that some container has passed before.</summary>
    public bool IsFailing =>
        FailingSince is not null && State is (HealthState.Suspect or HealthState.Spared or HealthState.Condemned or HealthState.Draining);
}

/// <summary>All checked containers at one moment.</summary>
/// <param name="Rows">The containers in groups.</param>
/// <param name="CondemnedLately">The number of ejections in the last minute.</param>
/// <param name="StoppedLately">The number of allowed stops in the last minute.</param>
public sealed record FleetSnapshot(IReadOnlyList<FleetRow> Rows, int CondemnedLately = 0, int StoppedLately = 0)
{
    /// <summary>
    /// Containers that are among <see cref="Rows"/> too, each with the services that are refused to it: it is none of their instances.
    /// </summary>
    public IReadOnlyList<FleetRow> Refused { get; init; } = [];

    /// <summary>Such containers with the services that are held back: it is one of their instances, but does not answer.</summary>
    public IReadOnlyList<FleetRow> HeldBack { get; init; } = [];
}

/// <summary>A container about which the governor has to decide.</summary>
/// <param name="ContainerId">The container.</param>
/// <param name="Row">Its state; it is included in the picture, too.</param>
/// <param name="Proven">Whether any container ever passed the check that it fails.</param>
/// <param name="Doubt">What to do about a check that no container ever passed, as text for people.</param>
public sealed record Candidate(string ContainerId, FleetRow Row, bool Proven, string Doubt = "")
{
    /// <summary>The other containers of its task that have not ended; a stop of the task would end them, too.</summary>
    public IReadOnlyList<Sibling> Siblings { get; init; } = [];
}

/// <summary>Another container of a candidate's task.</summary>
/// <param name="ContainerId">The container.</param>
/// <param name="Name">Its name, for people.</param>
/// <param name="Row">Its state.</param>
/// <param name="IsOut">Whether no resolver leads clients to it any more.</param>
public sealed record Sibling(string ContainerId, string Name, FleetRow Row, bool IsOut)
{
    /// <summary>Whether it still answers, so that it has to leave DNS before its task is stopped.</summary>
    public bool Answers => Row.State is HealthState.Starting or HealthState.Healthy or HealthState.Suspect or HealthState.Unproven
        or HealthState.Spared;
}
