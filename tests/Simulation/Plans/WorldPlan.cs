using System.Collections.Immutable;

namespace Pipeline.Tests.Simulation.Plans;

/// <summary>A world and everything that happens to it.</summary>
/// <param name="Seed">Draws what is left to chance while it runs: latencies, jitter, which process gets a message.</param>
internal sealed record WorldPlan(int Seed)
{
    /// <summary>The machines at the start: their names, and by how much their clocks are wrong.</summary>
    public ImmutableArray<(string Name, TimeSpan Skew)> Machines { get; init; } = [];

    /// <summary>By how much the clocks of the servers are wrong.</summary>
    public ImmutableDictionary<string, TimeSpan> ServerSkews { get; init; } = ImmutableDictionary<string, TimeSpan>.Empty;

    /// <summary>Whether somebody says of a silent host whether its machine runs.</summary>
    public bool HasWitness { get; init; }

    /// <summary>Whether containers are stopped that belong to no task.</summary>
    public bool StopsWithoutTask { get; init; } = true;

    /// <summary>Whether containers enter DNS after their first passed check.</summary>
    public bool AdmitOnceHealthy { get; init; }

    /// <summary>Whether a name belongs to whoever claims it first.</summary>
    public bool NamesAreBound { get; init; }

    public ImmutableArray<Step> Steps { get; init; } = [];

    /// <summary>When the last step is over; then everything heals.</summary>
    public TimeSpan HealsAt { get; init; } = TimeSpan.FromSeconds(180);
}
