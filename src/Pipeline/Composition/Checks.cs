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
        Task.FromResult(Judge(leadership.Leads, watch, late));

    /// <summary>
    /// Who stands by is ready: it says who leads. A pass that fails degrades the zone at once. Passes that go on failing make it not
    /// ready: the hosted zone is gone, or nobody may write it.
    /// </summary>
    /// <param name="leads">Whether this process leads.</param>
    /// <param name="watch">Who leads, and the last pass.</param>
    /// <param name="late">How old the last successful pass may be. A new leader has as long for its first one.</param>
    internal static HealthCheckResult Judge(bool leads, LeaderWatch watch, TimeSpan late)
    {
        var isLate = watch.LeadsFor > late && !(watch.PassAge <= late);
        return (leads, watch.Failure, isLate) switch
        {
            (false, _, _) => HealthCheckResult.Healthy($"this process stands by: {watch.Describe()}"),
            (true, { }, true) => HealthCheckResult.Unhealthy($"this process leads, but its passes fail: {watch.Describe()}"),
            (true, { }, false) => HealthCheckResult.Degraded($"this process leads, but its last pass failed: {watch.Describe()}"),
            (true, null, true) => HealthCheckResult.Degraded($"this process leads, but no pass ends: {watch.Describe()}"),
            (true, null, false) => HealthCheckResult.Healthy(watch.Describe()),
        };
    }
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
/// Whether every engine is watched, and answers for each of its containers. One that does not degrades the pipeline but does not fail it:
/// its agent asks again.
/// </summary>
internal sealed class HostsCheck(HostAgents agents) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var troubles = from entry in agents.Status
                       let trouble = FindTrouble(entry.Status)
                       where trouble is not null
                       select $"{entry.Engine}: {trouble}";
        var sentences = string.Join("; ", troubles);
        return Task.FromResult(sentences is "" ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(sentences));
    }

    private static string? FindTrouble(AgentStatus status) => status switch
    {
        { Phase: not AgentPhase.Watching } => status.Message ?? "not yet reached",
        { Unanswered: > 0 and var count } => $"it does not answer for {count} of its containers, which stay as last reported",
        _ => null,
    };
}
