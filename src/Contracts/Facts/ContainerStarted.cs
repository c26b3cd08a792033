namespace Pipeline.Contracts;

/// <summary>A container runs and serves: it was started, restarted, or resumed after a pause.</summary>
public sealed record ContainerStarted : IHostFact
{
    public required HostIdentity Host { get; init; }
    public required Stamp Stamp { get; init; }
    public required DateTimeOffset At { get; init; }
    public required ContainerSnapshot Container { get; init; }
}
