using System.Collections.Immutable;

namespace Pipeline.Clusters.Settings;

/// <summary>What is taken from ECS itself.</summary>
public sealed record ClusterSettings
{
    /// <summary>The cluster's name or ARN.</summary>
    public required string Cluster { get; init; }

    /// <summary>The launch types whose tasks are taken from ECS; agents report all others.</summary>
    public required ImmutableHashSet<string> LaunchTypes { get; init; }

    /// <summary>Whether services lead names to their load balancers.</summary>
    public bool TakesServices { get; init; }

    /// <summary>The label of a container that says who owns it.</summary>
    public required string OwnerLabel { get; init; }

    /// <summary>The time between two resyncs.</summary>
    public required TimeSpan ResyncEvery { get; init; }

    /// <summary>
    /// The calls a second that a resync makes: half of what ECS grants an account for reading tasks, a burst of 100 and 20 a second
    /// (Amazon ECS API reference, request throttling).
    /// </summary>
    public double CallsPerSecond { get; init; } = 10;

    /// <summary>Whether a cluster is the one that is set.</summary>
    public bool Is(string clusterArn) =>
        clusterArn == Cluster || clusterArn.EndsWith($":cluster/{Cluster}", StringComparison.Ordinal);
}
