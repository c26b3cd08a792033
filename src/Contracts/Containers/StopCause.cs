namespace Pipeline.Contracts;

/// <summary>How a container ended, as its host's engine shows it.</summary>
public enum StopCause
{
    /// <summary>Its main process ended; the container still exists.</summary>
    Exited,

    /// <summary>The engine no longer knows it.</summary>
    Removed,
}
