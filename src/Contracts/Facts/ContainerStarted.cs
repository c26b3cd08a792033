namespace Pipeline.Contracts;

/// <summary>
/// A container runs: it was started, restarted, resumed after a pause, survived its stop signal, or changed while it ran (a new name, a new
/// address).
/// </summary>
public sealed record ContainerStarted : IHostFact
{
    public required HostIdentity Host { get; init; }
    public required Stamp Stamp { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>All of the container; replaces what earlier facts said of it.</summary>
    public required ContainerSnapshot Container { get; init; }
}
