using Microsoft.Extensions.Diagnostics.HealthChecks;
using Pipeline.Producer.Agents;
using Pipeline.Projector.Leadership;

namespace Pipeline.Composition;

/// <summary>Whether this process writes the zone.</summary>
internal sealed class ZoneCheck(LeaderLoop leadership) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(leadership.Leads ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("another process writes the zone, or none yet"));
}

/// <summary>Whether every engine is followed. One that is away is waited for, so its absence degrades and does not fail.</summary>
internal sealed class HostsCheck(HostAgents agents) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var away = agents.Status.Where(entry => entry.Status.Phase is not AgentPhase.Watching).ToList();
        return Task.FromResult(away.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded(string.Join("; ", away.Select(entry => $"{entry.Engine}: {entry.Status.Message ?? "not yet reached"}"))));
    }
}
