namespace Pipeline.Core.Health;

/// <summary>What moves a container's health from state to state.</summary>
public enum HealthTrigger
{
    /// <summary>Its checks passed often enough in a row.</summary>
    Passed,

    /// <summary>A check failed, and it counts.</summary>
    Failed,

    /// <summary>The governor lets it go.</summary>
    Judged,

    /// <summary>The governor keeps it.</summary>
    Spared,

    /// <summary>Nobody of its service ever passed the check.</summary>
    Doubted,

    /// <summary>Its records are gone from the zone, and every name server knows.</summary>
    LeftZone,

    /// <summary>Its records' time to live is over, and the governor lets it be stopped.</summary>
    StopAllowed,

    /// <summary>Its host says that it was asked to stop.</summary>
    AskedToStop,

    /// <summary>Its run ended.</summary>
    Ended,

    /// <summary>Its host froze it.</summary>
    Paused,

    /// <summary>It goes on, after a pause or a stop that it survived.</summary>
    Resumed,

    /// <summary>A step took longer than it may.</summary>
    TimedOut,

    /// <summary>A person has it done again.</summary>
    Retried,

    /// <summary>A person lets it go on.</summary>
    Released,
}
