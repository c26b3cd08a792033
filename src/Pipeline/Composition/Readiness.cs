using Pipeline.Contracts;
using Pipeline.Projector.Zone;

namespace Pipeline.Composition;

/// <summary>
/// When the pipeline may call itself ready: it leads its zone, and the zone holds what every engine runs. An engine that is known to be
/// away is not waited for, and one that hangs not for long.
/// </summary>
internal sealed class Readiness(ZoneReconciler reconciler, HostAgents agents, Following following, ILogger<Readiness> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Waits until it may. While another process leads, that is for as long as that one does.</summary>
    public async Task WaitAsync(CancellationToken cancel)
    {
        await reconciler.FirstPass.WaitAsync(cancel);
        if (!await following.WaitAsync(() => Unheard.Any() ? null : agents.Statements, Patience, cancel))
            logger.NotWaitedFor(Patience.TotalSeconds, Unheard.Any() ? string.Join(", ", Unheard) : "the zone");
    }

    private IEnumerable<string> Unheard =>
        agents.Status.Where(host => host.Status is { Message: null } && host.Status.LastReport == Stamp.None).Select(host => host.Engine);
}
