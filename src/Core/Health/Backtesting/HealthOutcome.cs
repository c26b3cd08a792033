namespace Pipeline.Core.Health.Backtesting;

/// <summary>What happened to a container because of its health.</summary>
public sealed class HealthOutcome
{
    /// <summary>When it was first ejected; null if never.</summary>
    public DateTimeOffset? CondemnedAt { get; private set; }

    /// <summary>When a stop was first allowed; null if never.</summary>
    public DateTimeOffset? StoppedAt { get; private set; }

    /// <summary>Why a guard first blocked its ejection; null if none did.</summary>
    public string? Spared { get; private set; }

    /// <summary>Whether no container had ever passed its check.</summary>
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

/// <summary>The result of a backtest for one container.</summary>
/// <param name="Happened">What happened as recorded.</param>
/// <param name="Would">What would have happened under the other policy.</param>
/// <param name="IsUnknownAfterStop">Whether the recorded system stopped it and the simulated one had not: nothing is known about the time
/// after.</param>
public sealed record BacktestResult(
    string ContainerId,
    string Name,
    string Host,
    IReadOnlyList<string> Services,
    HealthOutcome Happened,
    HealthOutcome Would,
    bool IsUnknownAfterStop);
