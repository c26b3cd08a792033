namespace Pipeline.Core.Health;

/// <summary>What causes a transition of a container's health.</summary>
public enum HealthTrigger
{
    /// <summary>Its checks passed often enough in a row.</summary>
    Passed,

    /// <summary>A check failed, and the failure counts.</summary>
    Failed,

    /// <summary>The governor lets it be ejected.</summary>
    Judged,

    /// <summary>A guard of the governor keeps it in DNS.</summary>
    Spared,

    /// <summary>No container of its service has ever passed the check, or the configured check is invalid.</summary>
    Doubted,

    /// <summary>Its records are gone from the zone, and every name server knows.</summary>
    LeftZone,

    /// <summary>The TTL of its records has run out, and the governor lets it be stopped.</summary>
    StopAllowed,

    /// <summary>Its stop was withheld for another container of its task: its removal is decided anew.</summary>
    StopWithheld,

    /// <summary>Its host reports that it was told to stop.</summary>
    AskedToStop,

    /// <summary>Its run ended, or its host is silent and the container was already failing.</summary>
    Ended,

    /// <summary>Its engine paused it.</summary>
    Paused,

    /// <summary>It runs again after a pause, or after a stop that it survived.</summary>
    Resumed,

    /// <summary>A step of its removal exceeded its deadline.</summary>
    TimedOut,

    /// <summary>A person retries the stuck step.</summary>
    Retried,

    /// <summary>A person exempts it from ejection.</summary>
    Released,

    /// <summary>Another container of its task is ejected. A stop ends the whole task, so all of it leaves DNS first.</summary>
    TaskCondemned,

    /// <summary>No other container of its task is being removed any more.</summary>
    TaskSpared,
}
