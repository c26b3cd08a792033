using Pipeline.Core.Hosts;
using Pipeline.Projector.Registry;

namespace Pipeline.Projector.Leases;

/// <summary>
/// Looks at the hosts' leases while this process leads. Silence counts only while the registry could have heard: from the start of the
/// watch, and anew after each time that the watch itself failed or slept.
/// </summary>
public sealed partial class LeaseWatch(RegistryWriter registry, ProjectorSettings settings, TimeProvider time, ILogger<LeaseWatch> log)
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
            lastLook = now;
            try
            {
                var findings = await registry.ExpireAsync(settings.Leases, listeningSince, cancel);
                Tell(findings);
                if (findings.Deaf && !deaf) EveryHostSilent(log);
                deaf = findings.Deaf;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LookFailed(log, failure.Message);
                listeningSince = time.GetUtcNow();
            }
        }
    }

    private void Tell(LeaseFindings findings)
    {
        foreach (var (host, lease) in findings.Suspected)
            HostSuspected(log, host.Name, lease.LastHeard);
        foreach (var (host, lease) in findings.Lost)
            HostLost(log, host.Name, lease.LastHeard);
        ProjectorTelemetry.Leases(findings);
    }

    [LoggerMessage(LogLevel.Warning, "Host {Host} is suspected: silent since {LastHeard:u}")]
    private static partial void HostSuspected(ILogger log, string host, DateTimeOffset lastHeard);

    [LoggerMessage(LogLevel.Error, "Host {Host} is lost: silent since {LastHeard:u}; its instances leave")]
    private static partial void HostLost(ILogger log, string host, DateTimeOffset lastHeard);

    [LoggerMessage(LogLevel.Critical, "Every host is silent at once; none is given up, because it is likelier that no fact gets here")]
    private static partial void EveryHostSilent(ILogger log);

    [LoggerMessage(LogLevel.Error, "The leases could not be looked at: {Reason}")]
    private static partial void LookFailed(ILogger log, string reason);
}
