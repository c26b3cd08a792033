using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.History.Planning;

namespace Pipeline.History.Replay;

/// <summary>What was registered at a moment, folded from the events and kept in memory.</summary>
/// <param name="asOf">The moment; null for all that is recorded.</param>
/// <param name="hosts">Those that were present.</param>
/// <param name="containers">Those that were present.</param>
public sealed class PastRegistry(DateTimeOffset? asOf, IReadOnlyCollection<Host> hosts, IReadOnlyCollection<Container> containers)
    : RegistryAtHand(hosts, containers)
{
    /// <summary>The moment; null for all that is recorded.</summary>
    public DateTimeOffset? AsOf { get; } = asOf;
}
