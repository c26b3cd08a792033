using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.Contracts;

namespace Pipeline.Core.Health;

/// <summary>The health of one container: the fold of its stream. Unless stated otherwise, a member is about the current run.</summary>
public sealed record ContainerHealth
{
    public required string ContainerId { get; init; }

    /// <summary>The number of events in the stream.</summary>
    public int Version { get; init; }

    public string Host { get; init; } = "";
    public Stamp Stamp { get; init; }
    public string Name { get; init; } = "";
    public EcsTask? Task { get; init; }

    /// <summary>The start of the run, by the host's clock.</summary>
    public DateTimeOffset Run { get; init; }

    public ImmutableList<Watch> Watches { get; init; } = [];

    /// <summary>For this long after the start, failures do not count.</summary>
    public TimeSpan Grace { get; init; }

    public HealthState State { get; init; } = HealthState.Stopped;

    /// <summary>When <see cref="State"/> last changed.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Why it is in this state, as text for people.</summary>
    public string Cause { get; init; } = "";

    /// <summary>The latest results of each port.</summary>
    public ImmutableDictionary<int, CheckStreak> Pulses { get; init; } = ImmutableDictionary<int, CheckStreak>.Empty;

    /// <summary>When it began to fail; null while it does not fail.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>The checks that it has ever passed (<see cref="Watch.Proof"/>), in any run.</summary>
    public ImmutableList<string> Proofs { get; init; } = [];

    /// <summary>The sequence of the last verdict; grows over all runs.</summary>
    public long Verdict { get; init; }

    /// <summary>Whether the last verdict on this run ejected it.</summary>
    public bool IsCondemned { get; init; }

    /// <summary>Whether a verdict ever admitted this run to DNS.</summary>
    public bool IsAdmitted { get; init; }

    /// <summary>Whether the registry has not applied the last verdict yet.</summary>
    public bool OwesVerdict { get; init; }

    /// <summary>When it was last ejected, in any run.</summary>
    public DateTimeOffset? CondemnedAt { get; init; }

    /// <summary>When the governor last allowed a stop, in any run.</summary>
    public DateTimeOffset? StopAllowedAt { get; init; }

    /// <summary>Whether this system stops it.</summary>
    public bool IsStopOurs { get; init; }

    /// <summary>Whether it is out of DNS only because another container of its task is being removed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool LeavesWithTask { get; init; }

    /// <summary>The number of stop requests.</summary>
    public int StopAttempts { get; init; }

    public StopOutcome? StopAnswer { get; init; }

    /// <summary>The zone's identifier of the change that removed its records.</summary>
    public string? ChangeId { get; init; }

    /// <summary>Members that a newer version stored; kept as they are.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? NewerMembers { get; init; }

    /// <summary>The services that it serves; an index.</summary>
    public IEnumerable<string> Services => Watches.Select(watch => watch.Service).Distinct();

    /// <summary>Whether its run may still be running.</summary>
    public bool IsLive => State is not HealthState.Stopped;

    /// <summary>
    /// Whether any of its runs was ever checked. For others only the end is kept, so that a start that arrives later is known to be late.
    /// </summary>
    public bool WasWatched => Name.Length > 0;

    /// <summary>The time from which failures count.</summary>
    public DateTimeOffset GraceUntil => State is HealthState.Starting ? Since + Grace : Since;

    /// <summary>Whether any of its ports has a check.</summary>
    [JsonIgnore]
    public bool IsChecked => !Watches.TrueForAll(watch => watch.IsUnchecked);

    /// <summary>Whether its ports are checked now.</summary>
    public bool IsProbed => State is HealthState.Starting or HealthState.Healthy or HealthState.Suspect or HealthState.Unproven
        or HealthState.Spared or HealthState.Condemned or HealthState.Draining
        || this is { State: HealthState.Stuck, IsStopOurs: false };

    /// <summary>Whether this system's request to stop it is still in force.</summary>
    [JsonIgnore]
    public bool AwaitsStop => this is { State: HealthState.Stopping or HealthState.Stuck, IsStopOurs: true };

    /// <summary>The latest result of the port with the most failures; null while none fails.</summary>
    public ProbeResult? LastFailure =>
        Pulses.Values.Where(pulse => pulse.Failures > 0).MaxBy(pulse => (pulse.Failures, pulse.Last.At))?.Last;

    /// <summary>Whether a port failed often enough in a row for an ejection.</summary>
    public bool FailsEnough(HealthPolicy policy) => Pulses.Values.Any(pulse => pulse.Failures >= policy.Failures);

    /// <summary>Whether every port that is checked passed at least so often in a row.</summary>
    public bool Passes(int successes) =>
        Watches.All(watch => watch.IsUnchecked || Pulses.GetValueOrDefault(watch.Port)?.Successes >= successes);

    /// <summary>Whether the governor has to decide what follows.</summary>
    public bool NeedsGovernor(HealthPolicy policy) => State switch
    {
        HealthState.Suspect or HealthState.Spared or HealthState.Unproven => FailsEnough(policy),

        // One that passes again may be about to recover: it is stopped only if it goes on failing.
        HealthState.Draining => !LeavesWithTask && CanBeStopped(policy) && FailsEnough(policy),
        _ => false,
    };

    /// <summary>Whether there is something to stop it by.</summary>
    public bool CanBeStopped(HealthPolicy policy) => policy.StopsWithoutTask || Task is not null;

    /// <summary>The state after one more event.</summary>
    public static ContainerHealth Evolve(ContainerHealth? state, string id, HealthEvent happened)
    {
        var health = state ?? new ContainerHealth { ContainerId = id };
        return (happened switch
        {
            RunWatched e => new ContainerHealth
            {
                ContainerId = id,
                Host = e.Host,
                Stamp = e.Stamp,
                Run = e.Run,
                Name = e.Name,
                Task = e.Task,
                Watches = e.Watches,
                Grace = e.Grace,
                State = HealthState.Starting,
                Since = e.At,
                Cause = "its run is new",
                Proofs = health.Proofs,
                Verdict = health.Verdict,
                CondemnedAt = health.CondemnedAt,
                StopAllowedAt = health.StopAllowedAt,
                NewerMembers = health.NewerMembers,
            },
            WatchesChanged e => health with
            {
                Watches = e.Watches,
                Pulses = health.Pulses.RemoveRange(health.Pulses.Keys.Except(e.Watches.Select(watch => watch.Port))),
            },
            FactHeard e => health with { Host = e.Host, Stamp = e.Stamp, Name = e.Name ?? health.Name },
            ProbeHeard e => health.ApplyResult(e.Result),
            StateChanged e => health.ApplyStateChange(e),
            CauseChanged e => health with { Cause = e.Cause },
            VerdictReached e => health with
            {
                Verdict = e.Sequence,
                IsCondemned = e.Condemned,
                IsAdmitted = health.IsAdmitted || !e.Condemned,
                OwesVerdict = true,
                CondemnedAt = e.Condemned ? e.At : health.CondemnedAt,
                ChangeId = null,
            },
            VerdictTaken e => health with { OwesVerdict = false, ChangeId = e.ChangeId },
            StopOrdered e => health with { StopAttempts = e.Attempt, StopAnswer = null },
            StopAnswered e => health with { StopAnswer = e.Outcome },
            _ => throw new ArgumentOutOfRangeException(nameof(happened), happened.GetType().Name, "An unknown kind of health event."),
        }) with
        { Version = health.Version + 1 };
    }

    private ContainerHealth ApplyResult(ProbeResult result)
    {
        var proofs = Watches.Where(watch => result.Passed && watch.Port == result.Port).Select(watch => watch.Proof).OfType<string>();
        return this with
        {
            Pulses = Pulses.SetItem(result.Port, CheckStreak.After(Pulses.GetValueOrDefault(result.Port), result)),
            Proofs = Proofs.AddRange(proofs.Except(Proofs)),
        };
    }

    private ContainerHealth ApplyStateChange(StateChanged e) => (this with
    {
        State = e.To,
        Since = e.At,
        Cause = e.Cause,
        LeavesWithTask = e.To is HealthState.Condemned or HealthState.Draining or HealthState.Stuck
            && (LeavesWithTask || e.Trigger is HealthTrigger.TaskCondemned),
    }) switch
    {
        { State: HealthState.Suspect } failing => failing with { FailingSince = e.At },
        { State: HealthState.Healthy } well => well with { FailingSince = null },
        { State: HealthState.Starting or HealthState.Paused } anew => anew with { FailingSince = null, Pulses = Pulses.Clear() },
        { State: HealthState.Stopping } stopping when e.Trigger is HealthTrigger.StopAllowed =>
            stopping with { IsStopOurs = true, StopAllowedAt = e.At, StopAttempts = 0, StopAnswer = null },
        { State: HealthState.Stopping or HealthState.Condemned or HealthState.Draining } other => other with { IsStopOurs = false },
        var same => same,
    };
}
