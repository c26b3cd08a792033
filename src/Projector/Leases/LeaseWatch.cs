using Pipeline.Core.Hosts;
using Pipeline.Projector.Election;
using Pipeline.Projector.Registry;
using Pipeline.Projector.Settings;
using Pipeline.Projector.Telemetry;

namespace Pipeline.Projector.Leases;

/// <summary>
/// Checks the hosts' leases while this process leads. Silence counts from when the watch last saw the lease change, by this process's
/// monotonic clock. It counts from zero again after the leases could not be read or a check was delayed, and after all hosts were silent;
/// not if a host could not be recorded.
/// </summary>
public sealed class LeaseWatch(
    RegistryWriter registry, WitnessReports witnessReports, ProjectorSettings settings, TimeProvider time, ILogger<LeaseWatch> log)
{
    /// <summary>A check that is more than this many intervals late means that this process was suspended, not the hosts.</summary>
    private const int DelayedIntervals = 10;

    public async Task RunAsync(ILeaderTerm term, CancellationToken cancel)
    {
        var silences = new Silences(time);
        var lastCheck = time.GetTimestamp();
        var deaf = false;
        using var timer = new PeriodicTimer(settings.LeasesEvery, time);
        while (await timer.WaitForNextTickAsync(cancel))
        {
            if (time.GetElapsedTime(lastCheck) > settings.LeasesEvery * DelayedIntervals) silences.ListenAnew();
            try
            {
                var findings = await CheckAsync(silences, term, cancel);
                Report(findings);
                if (findings.Deaf && !deaf) log.EveryHostSilent();

                // After the first host reports again, the other hosts have a whole lease to report.
                if (findings.Deaf) silences.ListenAnew();
                deaf = findings.Deaf;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LeasesUnseen(failure.Message);
                silences.ListenAnew();
            }

            // The witness may take long; facts are folded in the meantime.
            lastCheck = time.GetTimestamp();
        }
    }

    private async Task<LeaseFindings> CheckAsync(Silences silences, ILeaderTerm term, CancellationToken cancel)
    {
        if (witnessReports.Known is { } known)
        {
            var silent = await registry.JudgeAsync(settings.Leases, known, silences, cancel);
            await witnessReports.GatherAsync(silent.Overdue, cancel);
        }

        return await registry.ExpireAsync(settings.Leases, witnessReports.Known, silences, term, cancel);
    }

    private void Report(LeaseFindings findings)
    {
        foreach (var (host, lease) in findings.Suspected)
            log.HostSuspected(host.Name, lease.LastHeard);
        foreach (var (host, lease) in findings.NewlyMute)
            log.HostMute(host.Name, lease.LastHeard, findings.WitnessReports[host.Name].Because);
        foreach (var (host, lease) in findings.Lost)
        {
            var evidence = findings.WitnessReports.GetValueOrDefault(host.Name)?.Because ?? "no witness confirms that it runs";
            log.HostLost(host.Name, lease.LastHeard, evidence);
        }
        ProjectorTelemetry.Leases(findings);
    }
}
