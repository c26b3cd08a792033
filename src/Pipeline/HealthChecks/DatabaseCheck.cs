using Microsoft.Extensions.Diagnostics.HealthChecks;

using Pipeline.Store.Connections;
namespace Pipeline.HealthChecks;

/// <summary>Whether the database answers.</summary>
internal sealed class DatabaseCheck(string database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await DatabaseReach.ProbeAsync(database, cancellationToken) switch
        {
            DatabaseReach.Reached => HealthCheckResult.Healthy(),
            DatabaseReach.Away away => HealthCheckResult.Unhealthy(away.Reason),
            DatabaseReach.Refused refused => HealthCheckResult.Unhealthy(refused.Reason),
            var other => throw new InvalidOperationException($"unknown outcome {other}"),
        };
}
