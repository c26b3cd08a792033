using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Pipeline.Consuming.Waiting;
using Pipeline.Producer.Agents;
using Pipeline.Projector.Election;
using Pipeline.Projector.Leadership;
using Pipeline.Projector.Settings;

namespace Pipeline.Composition;

/// <summary>
/// Whether this process leads the zone and its passes go on. Says who leads, since when, and when the last pass over the zone ended.
/// </summary>
internal sealed class ZoneCheck(LeaderLoop leadership, LeaderWatch watch, ProjectorSettings settings) : IHealthCheck
{
    /// <summary>A full pass is due at every interval; when two of them are missed, the passes fail or hang.</summary>
    private readonly TimeSpan late = settings.FullPassEvery * 2;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult((leadership.Leads, IsLate) switch
        {
            (true, false) => HealthCheckResult.Healthy(watch.Describe()),
            (true, true) => HealthCheckResult.Degraded($"this process leads, but no pass ends: {watch.Describe()}"),
            _ => HealthCheckResult.Degraded($"this process stands by: {watch.Describe()}"),
        });

    /// <summary>A new leader has as long for its first pass.</summary>
    private bool IsLate => watch.LeadsFor > late && !(watch.PassAge <= late);
}

/// <summary>
/// Whether messages wait because they cannot be consumed, and why. They degrade the process but do not fail it: it goes on trying.
/// </summary>
internal sealed class MessagesCheck(WaitingMessages messages) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var waiting = messages.ReadWaiting();
        return Task.FromResult(waiting.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded(string.Join("; ", waiting.Select(Describe))));
    }

    private static string Describe(WaitingQueue queue) => string.Create(
        CultureInfo.InvariantCulture,
        $"{queue.Queue}: {queue.Messages} messages or more wait since {queue.Since:u}, {queue.Failures} failures: {queue.Reason}");
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
