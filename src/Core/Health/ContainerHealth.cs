using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.Contracts;

namespace Pipeline.Core.Health;

/// <summary>One container's health: the fold of its stream. Everything but the host's last stamp is about the present run.</summary>
public sealed record ContainerHealth
{
    public required string ContainerId { get; init; }

    /// <summary>How many events made this state.</summary>
    public int Version { get; init; }

    public string Host { get; init; } = "";
    public Stamp Stamp { get; init; }
    public string Name { get; init; } = "";
    public EcsTask? Task { get; init; }

    /// <summary>When the run began, by its host's clock.</summary>
    public DateTimeOffset Run { get; init; }

    public ImmutableList<Watch> Watches { get; init; } = [];

    /// <summary>For so long after a beginning failures do not count.</summary>
    public TimeSpan Grace { get; init; }

    public HealthState State { get; init; } = HealthState.Stopped;

    /// <summary>When <see cref="State"/> last changed.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Why it stands where it stands, for people.</summary>
    public string Cause { get; init; } = "";

    /// <summary>How each port did lately.</summary>
    public ImmutableDictionary<int, Pulse> Pulses { get; init; } = ImmutableDictionary<int, Pulse>.Empty;

    /// <summary>When it began to fail; null while it does not.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>The checks that it ever passed (<see cref="Watch.Proof"/>), in any run.</summary>
    public ImmutableList<string> Proofs { get; init; } = [];

    /// <summary>The number of the last verdict; grows over all runs.</summary>
    public long Verdict { get; init; }

    /// <summary>Whether the last verdict about this run condemned it.</summary>
    public bool IsCondemned { get; init; }

    /// <summary>Whether a verdict ever called this run fit.</summary>
    public bool IsAdmitted { get; init; }

    /// <summary>Whether the registry has not carried the last verdict out yet.</summary>
    public bool OwesVerdict { get; init; }

    /// <summary>When it was last condemned, in any run.</summary>
    public DateTimeOffset? CondemnedAt { get; init; }

    /// <summary>When the governor last let it be stopped, in any run.</summary>
    public DateTimeOffset? StopAllowedAt { get; init; }

    /// <summary>Whether it is this system that stops it.</summary>
    public bool IsStopOurs { get; init; }

    /// <summary>How often the order to stop was given.</summary>
    public int StopAttempts { get; init; }

    public StopOutcome? StopAnswer { get; init; }

    /// <summary>The zone's receipt for the removal of its records.</summary>
    public string? ChangeId { get; init; }

    /// <summary>Members that a newer version stored; kept as they are.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? NewerMembers { get; init; }

    /// <summary>The services that it serves; a look-up key.</summary>
    public IEnumerable<string> Services => Watches.Select(watch => watch.Service).Distinct();

    /// <summary>Whether its run may still be going on.</summary>
    public bool IsLive => State is not HealthState.Stopped;

    /// <summary>Whether a run of it was ever looked after. Of others only their end is known, so that a start that comes after it is known to be late.</summary>
    public bool WasWatched => Name.Length > 0;

    /// <summary>When failures begin to count.</summary>
    public DateTimeOffset GraceUntil => State is HealthState.Starting ? Since + Grace : Since;

    /// <summary>Whether its ports are looked at.</summary>
    public bool IsProbed => State is HealthState.Starting or HealthState.Healthy or HealthState.Suspect or HealthState.Unproven
        or HealthState.Spared or HealthState.Condemned or HealthState.Draining;

    /// <summary>The result that says most about why it fails; null while it does not.</summary>
    public ProbeResult? LastFailure => Pulses.Values.Where(pulse => pulse.Failures > 0).MaxBy(pulse => (pulse.Failures, pulse.Last.At))?.Last;

    /// <summary>Whether a port failed often enough in a row.</summary>
    public bool FailsEnough(HealthPolicy policy) => Pulses.Values.Any(pulse => pulse.Failures >= policy.Failures);

    /// <summary>Whether every port passed so often in a row.</summary>
    public bool Passes(int successes) => Watches.All(watch => Pulses.GetValueOrDefault(watch.Port)?.Successes >= successes);

    /// <summary>Whether it is the governor's to say what follows.</summary>
    public bool WantsRuling(HealthPolicy policy) => State switch
    {
        HealthState.Suspect or HealthState.Spared or HealthState.Unproven => FailsEnough(policy),
        HealthState.Draining => policy.StopsWithoutTask || Task is not null,
        _ => false,
    };

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
            FactHeard e => health with { Host = e.Host, Stamp = e.Stamp },
            ProbeHeard e => health.Hear(e.Result),
            StateChanged e => health.Come(e),
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
            _ => throw new ArgumentOutOfRangeException(nameof(happened), happened.GetType().Name, "An event that no container's health knows."),
        }) with
        { Version = health.Version + 1 };
    }

    private ContainerHealth Hear(ProbeResult result)
    {
        var proof = result.Passed ? Watches.Find(watch => watch.Port == result.Port)?.Proof : null;
        return this with
        {
            Pulses = Pulses.SetItem(result.Port, Pulse.After(Pulses.GetValueOrDefault(result.Port), result)),
            Proofs = proof is null || Proofs.Contains(proof) ? Proofs : Proofs.Add(proof),
        };
    }

    private ContainerHealth Come(StateChanged e) => (this with { State = e.To, Since = e.At, Cause = e.Cause }) switch
    {
        { State: HealthState.Suspect } failing => failing with { FailingSince = e.At },
        { State: HealthState.Healthy } well => well with { FailingSince = null },
        { State: HealthState.Starting or HealthState.Paused } anew => anew with { FailingSince = null, Pulses = Pulses.Clear() },
        { State: HealthState.Stopping } stopping when e.Trigger is HealthTrigger.StopAllowed =>
            stopping with { IsStopOurs = true, StopAllowedAt = e.At, StopAttempts = 0, StopAnswer = null },
        { State: HealthState.Stopping } stopping => stopping with { IsStopOurs = false },
        var other => other,
    };
}
