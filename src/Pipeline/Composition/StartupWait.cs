using Pipeline.Contracts;
using Pipeline.Projector.Zone;

namespace Pipeline.Composition;

/// <summary>
/// Waits until the pipeline is ready: it leads its zone, and the zone contains what every engine runs. Engines that are known to be
/// unreachable are not waited for; engines that do not respond are waited for up to <see cref="MaxWait"/>.
/// </summary>
internal sealed class StartupWait(ZoneReconciler reconciler, HostAgents agents, ReportProgressWait reports, ILogger<StartupWait> logger)
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(10);

    /// <summary>While another process leads, waits as long as it leads.</summary>
    public async Task WaitAsync(CancellationToken cancel)
    {
        await reconciler.FirstPass.WaitAsync(cancel);
        if (!await reports.WaitAsync(() => WithoutReport.Any() ? null : agents.Reports, MaxWait, cancel))
            logger.NotWaitedFor(MaxWait.TotalSeconds, WithoutReport.Any() ? string.Join(", ", WithoutReport) : "the zone");
    }

    private IEnumerable<string> WithoutReport =>
        agents.Status.Where(host => host.Status is { Message: null } && host.Status.LastReport == Stamp.None).Select(host => host.Engine);
}
