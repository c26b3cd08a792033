namespace Pipeline.Contracts;

/// <summary>A host takes its leave: nothing on it is to be found any more.</summary>
public sealed record HostLeft : IHostFact
{
    public required HostIdentity Host { get; init; }
    public required Stamp Stamp { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Why, for people: <c>shutdown</c>, <c>spot interruption</c>.</summary>
    public required string Reason { get; init; }
}
