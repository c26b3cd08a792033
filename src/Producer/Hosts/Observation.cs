using Pipeline.Contracts;

namespace Pipeline.Producer.Hosts;

/// <summary>What was seen of one container at one moment.</summary>
internal abstract record Observation(string ContainerId)
{
    /// <summary>It runs or is paused, and claims services.</summary>
    /// <param name="Container">As inspection found it.</param>
    /// <param name="StopSignal">The signal that asks it to stop.</param>
    public sealed record Present(ContainerSnapshot Container, int StopSignal) : Observation(Container.Id);

    /// <summary>It does not run: it ended, is being restarted, was not started yet, or is unknown to the engine.</summary>
    public sealed record Absent(string ContainerId, StopCause Cause, int? ExitCode) : Observation(ContainerId);

    /// <summary>It claims nothing.</summary>
    public sealed record Irrelevant(string ContainerId) : Observation(ContainerId);

    /// <summary>It was sent a signal.</summary>
    /// <param name="ContainerId">The container.</param>
    /// <param name="Signal">The signal's number.</param>
    /// <param name="At">When, by the engine's clock: the clock of <see cref="ContainerSnapshot.StartedAt"/>.</param>
    public sealed record Signalled(string ContainerId, int Signal, DateTimeOffset At) : Observation(ContainerId);
}
