namespace Pipeline.Core.Health;

/// <summary>The state of a container's health; docs/glossary.md lists the words that people see.</summary>
public enum HealthState
{
    /// <summary>In its grace period after the start: a failed check does not count yet.</summary>
    Starting,

    /// <summary>Its checks pass.</summary>
    Healthy,

    /// <summary>Its check fails, but not yet often enough in a row to be ejected, or the governor has not decided yet.</summary>
    Suspect,

    /// <summary>Its check fails, but no container of its service has ever passed this check: the check itself may be wrong.</summary>
    Unproven,

    /// <summary>Its check fails often enough, but a guard of the governor keeps it in DNS.</summary>
    Spared,

    /// <summary>It is being ejected: its records are being removed from DNS.</summary>
    Condemned,

    /// <summary>Its records are gone from every name server; the TTL in resolvers runs out.</summary>
    Draining,

    /// <summary>It was told to stop, by this system or by somebody else.</summary>
    Stopping,

    /// <summary>Its run has ended.</summary>
    Stopped,

    /// <summary>A step of its removal exceeded its deadline. The step is repeated, and the removal goes on once it succeeds.</summary>
    Stuck,

    /// <summary>Its engine paused it; it is not checked until it is resumed.</summary>
    Paused,

    /// <summary>A person released it: it stays in DNS and is not ejected again in this run.</summary>
    Released,
}
