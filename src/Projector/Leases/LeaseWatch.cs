using Pipeline.Core.Hosts;
using Pipeline.Projector.Registry;
using Pipeline.Projector.Settings;
using Pipeline.Projector.Telemetry;

namespace Pipeline.Projector.Leases;

/// <summary>
/// Looks at the hosts' leases while this process leads. Silence counts only while the registry could have heard: from the start of the
/// watch, and anew after each time that the watch itself failed or slept, or that nobody at all was heard.
/// </summary>
public sealed class LeaseWatch(
    RegistryWriter registry, Testimonies testimonies, ProjectorSettings settings, TimeProvider time, ILogger<LeaseWatch> log)
{
    /// <summary>A tick so many periods late means that this process, not the hosts, was away.</summary>
    private const int SleptPeriods = 10;

    public async Task RunAsync(CancellationToken cancel)
    {
        var listeningSince = time.GetUtcNow();
        var lastLook = listeningSince;
        var deaf = false;
        using var timer = new PeriodicTimer(settings.LeasesEvery, time);
        while (await timer.WaitForNextTickAsync(cancel))
        {
            var now = time.GetUtcNow();
            if (now - lastLook > settings.LeasesEvery * SleptPeriods) listeningSince = now;
            try
            {
                var findings = await LookAsync(listeningSince, cancel);
                Tell(findings);
                if (findings.Deaf && !deaf) log.EveryHostSilent();

                // When the first host is heard again, the others have a whole lease to speak up.
                if (findings.Deaf) listeningSince = now;
                deaf = findings.Deaf;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LeasesUnseen(failure.Message);
                listeningSince = time.GetUtcNow();
            }

            // A witness may take its time; meanwhile facts are heard.
            lastLook = time.GetUtcNow();
        }
    }

    private async Task<LeaseFindings> LookAsync(DateTimeOffset listeningSince, CancellationToken cancel)
    {
        if (testimonies.Known is { } known)
        {
            var silent = await registry.JudgeAsync(settings.Leases, known, listeningSince, cancel);
            await testimonies.GatherAsync(silent.Overdue, cancel);
        }

        return await registry.ExpireAsync(settings.Leases, testimonies.Known, listeningSince, cancel);
    }

    private void Tell(LeaseFindings findings)
    {
        foreach (var (host, lease) in findings.Suspected)
            log.HostSuspected(host.Name, lease.LastHeard);
        foreach (var (host, lease) in findings.NewlyMute)
            log.HostMute(host.Name, lease.LastHeard, findings.Testimonies[host.Name].Because);
        foreach (var (host, lease) in findings.Lost)
            log.HostLost(host.Name, lease.LastHeard, findings.Testimonies.GetValueOrDefault(host.Name)?.Because ?? "nobody vouches for it");
        ProjectorTelemetry.Leases(findings);
    }
}
