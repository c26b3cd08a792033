using Pipeline.Contracts;
using Pipeline.Producer.Engines;

namespace Pipeline.Producer.Hosts;

/// <summary>A signal that was sent to a container.</summary>
/// <param name="Signal">The number of the signal.</param>
/// <param name="At">When it was sent, by the engine's clock.</param>
/// <param name="ObservedAt">When the agent observed it, by the agent's clock. The drain is measured from here.</param>
internal sealed record SentSignal(int Signal, DateTimeOffset At, DateTimeOffset ObservedAt);

/// <summary>A container as it was last reported.</summary>
/// <param name="Snapshot">What the facts say about it.</param>
/// <param name="StopSignal">The number of its stop signal.</param>
/// <param name="StopRequest">The last signal that asked its current run to stop; null if none did.</param>
internal sealed record ReportedContainer(ContainerSnapshot Snapshot, int StopSignal, SentSignal? StopRequest = null)
{
    /// <summary>
    /// Whether a signal is a new request to stop the current run: it ends the container, was sent in this run, and is not a repeat.
    /// </summary>
    public bool IsStopRequest(SentSignal signal) =>
        (signal.Signal == StopSignal || signal.Signal == Signals.Kill)
        && signal.At >= Snapshot.StartedAt
        && (StopRequest is null || signal.At > StopRequest.At);

    /// <summary>
    /// Whether it was asked to stop less than the drain limit ago. One that still runs after the limit survived its stop signal.
    /// </summary>
    public bool IsDraining(DateTimeOffset now, TimeSpan drainLimit) => StopRequest is { } request && now < request.ObservedAt + drainLimit;
}
