using Pipeline.Contracts;

namespace Pipeline.Producer.Hosts;

/// <summary>What was observed of one container at one moment.</summary>
internal abstract record Observation(string ContainerId)
{
    /// <summary>It runs or is paused, and claims services, or nearly does.</summary>
    /// <param name="Container">The container, as inspected.</param>
    /// <param name="StopSignal">The number of its stop signal.</param>
    /// <param name="Template">What it was created from: crashes of all its containers count together.</param>
    public sealed record Present(ContainerSnapshot Container, int StopSignal, string Template) : Observation(Container.Id);

    /// <summary>It does not run: it ended, is being restarted, was not started yet, or is unknown to the engine.</summary>
    public sealed record Absent(string ContainerId, StopCause Cause, int? ExitCode) : Observation(ContainerId);

    /// <summary>Its run ended, whether or not the next one has begun. An inspection follows.</summary>
    /// <param name="ContainerId">The container's identifier.</param>
    /// <param name="ExitCode">Its exit code; null if it is not known.</param>
    /// <param name="At">When, by the engine's clock.</param>
    public sealed record Died(string ContainerId, int? ExitCode, DateTimeOffset At) : Observation(ContainerId);

    /// <summary>It claims no service, not even nearly.</summary>
    public sealed record WithoutClaims(string ContainerId) : Observation(ContainerId);

    /// <summary>It was sent a signal.</summary>
    /// <param name="ContainerId">The container's identifier.</param>
    /// <param name="Signal">The number of the signal.</param>
    /// <param name="At">When, by the engine's clock, which is also the clock of <see cref="ContainerSnapshot.StartedAt"/>.</param>
    public sealed record Signalled(string ContainerId, int Signal, DateTimeOffset At) : Observation(ContainerId);
}
