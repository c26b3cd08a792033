using MassTransit;

namespace Pipeline.Aws.Transport.Topology;

/// <summary>Queues, topics or subscriptions are missing, and this process may not create them.</summary>
public sealed class MissingTopologyException(IReadOnlyList<string> missing, string region) : ConnectionException(
    $"missing in {region}: {string.Join("; ", missing)}. This process creates nothing (UseExistingTopology)", isTransient: false)
{
    /// <summary>The missing parts, one phrase each.</summary>
    public IReadOnlyList<string> Missing { get; } = missing;
}
