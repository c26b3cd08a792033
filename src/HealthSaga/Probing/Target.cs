using Pipeline.Core.Health;

namespace Pipeline.HealthSaga.Probing;

/// <summary>One port of a container that is checked.</summary>
internal sealed class Target(Watch watch)
{
    public Watch Watch => watch;

    /// <summary>The container's health as it was last read.</summary>
    public required ContainerHealth Health { get; set; }

    /// <summary>When the next check is due.</summary>
    public DateTimeOffset Due { get; set; }

    /// <summary>The last result that was sent to the saga.</summary>
    public ProbeResult? Sent { get; set; }

    /// <summary>Whether this process does not check it any more.</summary>
    public bool IsOver { get; set; }
}
