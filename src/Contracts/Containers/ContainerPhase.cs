namespace Pipeline.Contracts;

/// <summary>The phase of a container that has not ended.</summary>
public enum ContainerPhase
{
    /// <summary>It runs and serves.</summary>
    Running,

    /// <summary>It got its stop signal and still runs.</summary>
    Stopping,

    /// <summary>Frozen (<c>docker pause</c>): it keeps its ports, but does not answer.</summary>
    Paused,
}
