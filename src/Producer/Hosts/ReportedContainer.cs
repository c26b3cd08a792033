using Pipeline.Contracts;
using Pipeline.Core.Instances;

namespace Pipeline.Producer.Hosts;

/// <summary>A signal that was sent to a container.</summary>
/// <param name="Signal">The number of the signal.</param>
/// <param name="At">When it was sent, by the engine's clock.</param>
/// <param name="ObservedAt">When the agent observed it, by the agent's clock. The drain is measured from here.</param>
internal sealed record SentSignal(int Signal, DateTimeOffset At, DateTimeOffset ObservedAt);

/// <summary>A container as it was last reported.</summary>
/// <param name="Snapshot">What the facts say about it.</param>
/// <param name="StopSignal">The number of its stop signal.</param>
/// <param name="Template">What it was created from.</param>
/// <param name="StopRequest">The last signal that asked its current run to stop; null if none did.</param>
/// <param name="HeldBackUntil">Until when its current run is held back from DNS, by the agent's clock; null if it never was.</param>
/// <param name="IsEndKnown">
/// Whether the end of its current run is no news: it was counted already, or the connection to the engine was lost during the run, and the
/// engine may have ended it.
/// </param>
internal sealed record ReportedContainer(
    ContainerSnapshot Snapshot,
    int StopSignal,
    string Template,
    SentSignal? StopRequest = null,
    DateTimeOffset? HeldBackUntil = null,
    bool IsEndKnown = false)
{
    /// <summary>
    /// Whether a signal is a new request to stop the current run: it ends the container, was sent in this run, and is not a repeat.
    /// </summary>
    public bool IsStopRequest(SentSignal signal) =>
        (signal.Signal == StopSignal || signal.Signal == Signals.Kill)
        && signal.At >= Snapshot.StartedAt
        && (StopRequest is null || signal.At > StopRequest.At);

    /// <summary>The first observation of a run: after several crashes, it is held back from DNS for a while.</summary>
    /// <param name="loop">The crashes of what it was created from; null for none.</param>
    /// <param name="now">The time by the agent's clock.</param>
    public ReportedContainer BeginRun(CrashLoop? loop, DateTimeOffset now)
    {
        if (loop?.IsRemembered(now) is not true) return this;
        var isHeldBack = loop.Pause > TimeSpan.Zero;
        return this with
        {
            HeldBackUntil = isHeldBack ? now + loop.Pause : null,
            Snapshot = Snapshot with { Crashes = new CrashCount(loop.Crashes, loop.ExitCode, isHeldBack) },
        };
    }

    /// <summary>A further observation of a run.</summary>
    /// <param name="before">The observation before it.</param>
    /// <param name="now">The time by the agent's clock.</param>
    public ReportedContainer ContinueRun(ReportedContainer before, DateTimeOffset now) => this with
    {
        HeldBackUntil = before.HeldBackUntil,
        IsEndKnown = before.IsEndKnown,
        Snapshot = Snapshot with
        {
            Crashes = before.Snapshot.Crashes is { } crashes ? crashes with { IsHeldBack = now < before.HeldBackUntil } : null,
        },
    };

    /// <summary>
    /// Whether it was asked to stop less than the drain limit ago. One that still runs after the limit survived its stop signal.
    /// </summary>
    public bool IsDraining(DateTimeOffset now, TimeSpan drainLimit) => StopRequest is { } request && now < request.ObservedAt + drainLimit;
}
