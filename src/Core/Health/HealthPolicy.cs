namespace Pipeline.Core.Health;

/// <summary>The thresholds of health, and the deadlines of a removal.</summary>
public sealed record HealthPolicy
{
    public static readonly HealthPolicy Default = new();

    /// <summary>The check of containers that configure none.</summary>
    public CheckDefaults Checks { get; init; } = CheckDefaults.Default;

    /// <summary>The number of failures in a row for an ejection.</summary>
    public int Failures { get; init; } = 3;

    /// <summary>The number of successes in a row for recovery.</summary>
    public int Successes { get; init; } = 2;

    /// <summary>The grace period: for this long after a run was first seen, failures do not count.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The TTL of records; a container is stopped only after it has run out.</summary>
    public TimeSpan Ttl { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether a container enters DNS after its first passed check, instead of when it starts.</summary>
    public bool AdmitOnceHealthy { get; init; }

    /// <summary>Whether a container without an ECS task can be stopped; if not, it is only ejected from DNS.</summary>
    public bool StopsWithoutTask { get; init; }

    /// <summary>The deadline for the removal of records.</summary>
    public TimeSpan LeaveWithin { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The deadline for a container to stop.</summary>
    public TimeSpan StopWithin { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The time after which an unanswered stop request is repeated.</summary>
    public TimeSpan StopAgainAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The time after which a step that is stuck is repeated; it doubles with each attempt.</summary>
    public TimeSpan StuckAgainAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The interval at which the governor is asked again about a container that it spares.</summary>
    public TimeSpan AskAgainAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The interval at which the governor is asked again about a container whose check no container ever passed.</summary>
    public TimeSpan DoubtAgainAfter { get; init; } = TimeSpan.FromSeconds(10);
}
