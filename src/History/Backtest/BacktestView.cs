namespace Pipeline.History.Backtest;

/// <summary>The effects of another policy, compared with what happened.</summary>
/// <param name="Events">The number of recorded events that were simulated.</param>
/// <param name="Happened">The totals of what happened.</param>
/// <param name="Would">The totals under the other policy.</param>
/// <param name="Containers">The containers on which at least one of the two policies had an effect.</param>
/// <param name="Unknown">What the recorded events do not show, one line each.</param>
internal sealed record BacktestView(
    long Events, FatesView Happened, FatesView Would, IReadOnlyList<BacktestedView> Containers, IReadOnlyList<string> Unknown);

/// <summary>The number of containers with each outcome.</summary>
internal sealed record FatesView(int Condemned, int Stopped, int Spared, int Doubted);

/// <summary>One container: what happened, and what would have happened under the other policy.</summary>
internal sealed record BacktestedView(
    string ContainerId,
    string ContainerName,
    string Host,
    IReadOnlyList<string> Services,
    FateView Happened,
    FateView Would,
    bool LostToView);

/// <summary>The outcome for one container.</summary>
internal sealed record FateView(DateTimeOffset? CondemnedAt, DateTimeOffset? StoppedAt, string? Spared, bool Doubted);
