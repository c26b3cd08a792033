using Microsoft.Extensions.Diagnostics.HealthChecks;
using Pipeline.Producer.Agents;
using Pipeline.Projector.Leadership;

namespace Pipeline.Composition;

/// <summary>Whether this process leads the zone.</summary>
internal sealed class ZoneCheck(LeaderLoop leadership) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(leadership.Leads ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(
            "this process does not lead the zone: another one does, or none yet"));
}

/// <summary>
/// Whether every engine is watched. An unreachable engine degrades the pipeline but does not fail it: its agent reconnects.
/// </summary>
internal sealed class HostsCheck(HostAgents agents) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var away = agents.Status.Where(entry => entry.Status.Phase is not AgentPhase.Watching).ToList();
        return Task.FromResult(away.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded(
                string.Join("; ", away.Select(entry => $"{entry.Engine}: {entry.Status.Message ?? "not yet reached"}"))));
    }
}
