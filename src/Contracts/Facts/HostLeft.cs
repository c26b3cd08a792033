namespace Pipeline.Contracts;

/// <summary>
/// A host leaves, and everything on it is to be deregistered. Like a full report, it replaces all earlier facts of the host.
/// </summary>
public sealed record HostLeft : IHostFact
{
    public required HostIdentity Host { get; init; }
    public required Stamp Stamp { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Why, as text for people: <c>shutdown</c>, <c>spot interruption (terminate)</c>.</summary>
    public required string Reason { get; init; }
}
