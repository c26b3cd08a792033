namespace Pipeline.History.Backtest;

/// <summary>What another policy would have done, beside what happened.</summary>
/// <param name="Events">Recorded events that were played.</param>
/// <param name="Containers">The containers of which either policy would have asked anything.</param>
/// <param name="Unknown">What the record cannot know, a line each.</param>
internal sealed record BacktestView(
    long Events, FatesView Happened, FatesView Would, IReadOnlyList<BacktestedView> Containers, IReadOnlyList<string> Unknown);

/// <summary>How many containers met each fate.</summary>
internal sealed record FatesView(int Condemned, int Stopped, int Spared, int Doubted);

/// <summary>One container: what happened, and what would have.</summary>
internal sealed record BacktestedView(
    string ContainerId,
    string ContainerName,
    string Host,
    IReadOnlyList<string> Services,
    FateView Happened,
    FateView Would,
    bool LostToView);

/// <summary>One container's fate.</summary>
internal sealed record FateView(DateTimeOffset? CondemnedAt, DateTimeOffset? StoppedAt, string? Spared, bool Doubted);
