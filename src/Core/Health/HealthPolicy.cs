namespace Pipeline.Core.Health;

/// <summary>When a container's health means something, and how long each step of its leaving may take.</summary>
public sealed record HealthPolicy
{
    public static readonly HealthPolicy Default = new();

    /// <summary>The check that holds where a container says nothing.</summary>
    public CheckDefaults Checks { get; init; } = CheckDefaults.Usual;

    /// <summary>So many failures in a row condemn.</summary>
    public int Failures { get; init; } = 3;

    /// <summary>So many successes in a row clear.</summary>
    public int Successes { get; init; } = 2;

    /// <summary>For so long after a run was first seen its failures do not count.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long resolvers may keep a record; waited out between a record's end and a container's.</summary>
    public TimeSpan Ttl { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether a container answers only once it has passed its check, and not as soon as it runs.</summary>
    public bool AdmitOnceHealthy { get; init; }

    /// <summary>Whether a container can be stopped that belongs to no ECS task; where not, it is only withdrawn.</summary>
    public bool StopsWithoutTask { get; init; }

    /// <summary>How long records may take to leave the zone.</summary>
    public TimeSpan LeaveWithin { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a container may take to stop.</summary>
    public TimeSpan StopWithin { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>An order to stop that nobody answered is given again after so long.</summary>
    public TimeSpan StopAgainAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the governor is asked again about a container that it keeps.</summary>
    public TimeSpan AskAgainAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often the governor is asked again about a container whose check nobody ever passed.</summary>
    public TimeSpan DoubtAgainAfter { get; init; } = TimeSpan.FromSeconds(10);
}
