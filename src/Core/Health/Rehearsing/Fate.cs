namespace Pipeline.Core.Health.Rehearsing;

/// <summary>What became of a container, as far as its health was the reason.</summary>
public sealed class Fate
{
    /// <summary>When it was first condemned; null where it never was.</summary>
    public DateTimeOffset? CondemnedAt { get; private set; }

    /// <summary>When it was first let be stopped; null where it never was.</summary>
    public DateTimeOffset? StoppedAt { get; private set; }

    /// <summary>Why the governor kept it; null where it did not.</summary>
    public string? Spared { get; private set; }

    /// <summary>Whether its check was doubted, because nobody had ever passed it.</summary>
    public bool IsDoubted { get; private set; }

    public bool IsStopped => StoppedAt is not null;

    public bool IsNothing => CondemnedAt is null && StoppedAt is null && Spared is null && !IsDoubted;

    public void Note(HealthEvent happened)
    {
        if (happened is not StateChanged change) return;
        if (change.To is HealthState.Condemned) CondemnedAt ??= change.At;
        if (change.Trigger is HealthTrigger.StopAllowed) StoppedAt ??= change.At;
        if (change.To is HealthState.Spared) Spared ??= change.Cause;
        if (change.To is HealthState.Unproven) IsDoubted = true;
    }
}

/// <summary>One container's part in a rehearsal.</summary>
/// <param name="Happened">What was recorded.</param>
/// <param name="Would">What the other policy leads to.</param>
/// <param name="IsLostToView">Whether the recorded system stopped it while the rehearsed one had not: of what came after nothing is known.</param>
public sealed record Rehearsed(
    string ContainerId, string Name, string Host, IReadOnlyList<string> Services, Fate Happened, Fate Would, bool IsLostToView);
