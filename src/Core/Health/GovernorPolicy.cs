namespace Pipeline.Core.Health;

/// <summary>The limits on ejections and stops.</summary>
public sealed record GovernorPolicy
{
    public static readonly GovernorPolicy Default = new();

    /// <summary>No limits.</summary>
    public static readonly GovernorPolicy Off = new() { Floor = 0, StopsPerMinute = 0, Freeze = 1 };

    /// <summary>
    /// The share of a service's instances that must stay healthy after an ejection; at least one in any case. 0 switches the floor off.
    /// </summary>
    public double Floor { get; init; } = 0.5;

    /// <summary>The number of ejections, and the number of stops, per minute; 0 for no limit.</summary>
    public int StopsPerMinute { get; init; } = 10;

    /// <summary>
    /// If more than this share of all containers began to fail at once, none of them is ejected; 1 switches all freezes off.
    /// </summary>
    public double Freeze { get; init; } = 0.5;

    /// <summary>Failures that began within this time of each other count as simultaneous.</summary>
    public TimeSpan AtOnce { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The minimum of simultaneous failures for a freeze; fewer may be chance.</summary>
    public int Quorum { get; init; } = 3;
}
