using Pipeline.Contracts;
using Pipeline.Producer.Engines;

namespace Pipeline.Producer.Hosts;

/// <summary>A signal that a container got.</summary>
/// <param name="Signal">The signal's number.</param>
/// <param name="At">When it was sent, by the engine's clock.</param>
/// <param name="SeenAt">When the agent learned of it, by its own clock; the drain is measured from here.</param>
internal sealed record SignalSeen(int Signal, DateTimeOffset At, DateTimeOffset SeenAt);

/// <summary>A container as it was last stated to be.</summary>
/// <param name="Stated">What facts said of it.</param>
/// <param name="StopSignal">The signal that asks it to stop.</param>
/// <param name="Asked">The last signal that asked its present run to stop.</param>
internal sealed record KnownContainer(ContainerSnapshot Stated, int StopSignal, SignalSeen? Asked = null)
{
    /// <summary>Whether a signal asks this run to stop: it is the right one, was sent in this run, and is news.</summary>
    public bool IsAskedBy(SignalSeen signal) =>
        signal.At >= Stated.StartedAt
        && (Asked is null || signal.At > Asked.At)
        && (signal.Signal == StopSignal || signal.Signal == Signals.Kill);

    /// <summary>Whether it is on its way out. One that still runs when the drain is over has declined.</summary>
    public bool IsDraining(DateTimeOffset now, TimeSpan drainLimit) => Asked is { } asked && now < asked.SeenAt + drainLimit;
}
