using MassTransit;

namespace Pipeline.Aws.Transport.Topology;

/// <summary>Queues, topics or subscriptions are missing, and this process creates none.</summary>
public sealed class MissingTopologyException(IReadOnlyList<string> missing, string region) : ConnectionException(
    $"{string.Join("; ", missing)} in {region}, and this process was told to create nothing (UseExistingTopology)", isTransient: false)
{
    /// <summary>What is missing, a sentence each.</summary>
    public IReadOnlyList<string> Missing { get; } = missing;
}
