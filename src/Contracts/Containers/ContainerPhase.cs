namespace Pipeline.Contracts;

/// <summary>Where a container stands that has not ended.</summary>
public enum ContainerPhase
{
    Running,

    /// <summary>Asked to stop, and still running.</summary>
    Stopping,

    Paused,
}
