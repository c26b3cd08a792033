using Pipeline.Contracts;
using Pipeline.Core.Hosts;
using Pipeline.Projector.Election;
using Pipeline.Projector.Registry;
using Pipeline.Projector.Settings;
using Pipeline.Projector.Telemetry;

namespace Pipeline.Projector.Leases;

/// <summary>
/// Checks the hosts' leases while this process leads. Silence counts from when the watch last saw the lease change, by this process's
/// monotonic clock. It counts from zero again after the leases could not be read or a check was delayed, and after all hosts were silent;
/// not if a host could not be recorded, and not when this process begins to lead: it watches while it stands by, so that leaders who follow
/// each other quickly do not keep a silent host alive.
/// </summary>
public sealed class LeaseWatch(
    RegistryWriter registry, WitnessReports witnessReports, ProjectorSettings settings, TimeProvider time, ILogger<LeaseWatch> log)
{
    /// <summary>A check that is more than this many intervals late means that this process was suspended, not the hosts.</summary>
    private const int DelayedIntervals = 10;

    /// <summary>Who stands by only has to know roughly for how long each host is silent.</summary>
    private const int StandbyIntervals = 5;

    private readonly Silences silences = new(time);
    private long lastCheck = time.GetTimestamp();
    private bool deaf;

    /// <summary>Watches until this process leads, and changes nothing.</summary>
    public Task StandByAsync(CancellationToken cancel) => CheckEveryAsync(
        settings.LeasesEvery * StandbyIntervals,
        () => registry.JudgeAsync(settings.Leases, witnessReports: null, silences, cancel),
        cancel);

    /// <summary>Watches while this process leads, and records what it finds.</summary>
    public Task RunAsync(ILeaderTerm term, CancellationToken cancel) => CheckEveryAsync(
        settings.LeasesEvery,
        async () =>
        {
            var findings = await CheckAsync(term, cancel);
            Report(findings);
            if (findings.Deaf && !deaf) log.EveryHostSilent();
            return findings;
        },
        cancel);

    private async Task CheckEveryAsync(TimeSpan interval, Func<Task<LeaseFindings>> check, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(interval, time);
        while (await timer.WaitForNextTickAsync(cancel))
        {
            if (time.GetElapsedTime(lastCheck) > settings.LeasesEvery * DelayedIntervals) silences.ListenAnew();
            try
            {
                deaf = (await check()).Deaf;

                // After the first host reports again, the other hosts have a whole lease to report.
                if (deaf) silences.ListenAnew();
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LeasesUnseen(FailureWords.Describe(failure));
                silences.ListenAnew();
            }

            // The witness may take long; facts are folded in the meantime.
            lastCheck = time.GetTimestamp();
        }
    }

    private async Task<LeaseFindings> CheckAsync(ILeaderTerm term, CancellationToken cancel)
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
