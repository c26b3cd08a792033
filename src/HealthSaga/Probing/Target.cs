using Pipeline.Core.Health;

namespace Pipeline.HealthSaga.Probing;

/// <summary>One port of a container that is looked at.</summary>
internal sealed class Target(Watch watch)
{
    public Watch Watch => watch;

    /// <summary>The container's saga as it was last read.</summary>
    public required ContainerHealth Health { get; set; }

    /// <summary>When it is to be looked at next.</summary>
    public DateTimeOffset Due { get; set; }

    /// <summary>The result that its saga was told last.</summary>
    public ProbeResult? Told { get; set; }

    /// <summary>Whether it is no longer this process's to look at.</summary>
    public bool IsOver { get; set; }
}
