using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.History.Planning;

namespace Pipeline.History.Replay;

/// <summary>The registry at a moment, folded from the events in memory.</summary>
/// <param name="asOf">The moment; null for all recorded events.</param>
/// <param name="hosts">The hosts that were present.</param>
/// <param name="containers">The containers that were present.</param>
public sealed class PastRegistry(DateTimeOffset? asOf, IReadOnlyCollection<Host> hosts, IReadOnlyCollection<Container> containers)
    : RegistryAtHand(hosts, containers)
{
    /// <summary>The moment; null for all recorded events.</summary>
    public DateTimeOffset? AsOf { get; } = asOf;
}
