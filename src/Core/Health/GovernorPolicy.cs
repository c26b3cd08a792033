namespace Pipeline.Core.Health;

/// <summary>How much may leave, and how fast.</summary>
public sealed record GovernorPolicy
{
    public static readonly GovernorPolicy Default = new();

    /// <summary>Nothing is bounded.</summary>
    public static readonly GovernorPolicy Off = new() { Floor = 0, StopsPerMinute = 0, Freeze = 1 };

    /// <summary>The share of a service's instances that must be healthy before one of it may leave; never the last one. 0 is no floor at all.</summary>
    public double Floor { get; init; } = 0.5;

    /// <summary>How many may be condemned, and how many stopped, in any minute; 0 is any number.</summary>
    public int StopsPerMinute { get; init; } = 10;

    /// <summary>When more than this share of everything began to fail at once, nothing of it leaves; 1 freezes nothing, whatever fails together.</summary>
    public double Freeze { get; init; } = 0.5;

    /// <summary>Failures that began within this time of each other began at once.</summary>
    public TimeSpan AtOnce { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Fewer that fail together may be chance.</summary>
    public int Quorum { get; init; } = 3;
}
