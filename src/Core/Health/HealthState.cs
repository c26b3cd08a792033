namespace Pipeline.Core.Health;

/// <summary>Where a container's health stands.</summary>
public enum HealthState
{
    /// <summary>Young: in its grace, in which failures do not count.</summary>
    Starting,

    /// <summary>It passes its checks.</summary>
    Healthy,

    /// <summary>It fails, not yet often enough in a row, or its judgement is due.</summary>
    Suspect,

    /// <summary>It fails, but no instance of its service ever passed this check: the check itself may be wrong.</summary>
    Unproven,

    /// <summary>It fails often enough, and the governor refused to let it go.</summary>
    Spared,

    /// <summary>It is judged unhealthy, and its records are leaving the zone.</summary>
    Condemned,

    /// <summary>Its records are gone everywhere; what resolvers still remember of them runs out.</summary>
    Draining,

    /// <summary>It was asked to stop, by this system or by somebody else.</summary>
    Stopping,

    /// <summary>Its run is over.</summary>
    Stopped,

    /// <summary>A step of its leaving took too long; a person looks.</summary>
    Stuck,

    /// <summary>Its host froze it: it is not looked at until it goes on.</summary>
    Paused,

    /// <summary>Let go by hand: it answers, and is not judged again in this run.</summary>
    Released,
}
