using MassTransit;

namespace Pipeline.Aws.Transport.Topology;

/// <summary>Queues, topics or subscriptions are missing, which this process may not create, or has not created yet.</summary>
public sealed class MissingTopologyException(IReadOnlyList<string> missing, string region, bool createsNothing = true)
    : ConnectionException(
        $"missing in {region}: {string.Join("; ", missing)}"
        + (createsNothing ? ". This process creates nothing (UseExistingTopology)" : ""), isTransient: false)
{
    /// <summary>The missing parts, one phrase each.</summary>
    public IReadOnlyList<string> Missing { get; } = missing;
}
