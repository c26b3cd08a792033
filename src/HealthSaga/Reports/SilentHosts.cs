using MassTransit;
using Pipeline.Core.Health;
using Pipeline.Core.Hosts;
using Pipeline.Core.Instances;
using Pipeline.HealthSaga.Saga;
using Pipeline.HealthSaga.Telemetry;
using Host = Pipeline.Core.Hosts.Host;

namespace Pipeline.HealthSaga.Reports;

/// <summary>
/// Drops containers of hosts that have been silent for too long, by the registry's rules for leases, but only containers that have failed
/// their checks for a while, of which no port is probed (what was known of those came with the host's reports), or whose port belongs to
/// another container by now: that is what answers there. Any other container that passes is alive, whatever became of its host's agent.
/// When the host reports again, its containers are checked again.
/// </summary>
public sealed class SilentHosts(IReportStore store, IBus bus, TimeProvider time, ILogger<SilentHosts> log)
{
    private static readonly TimeSpan FailedFor = TimeSpan.FromMinutes(10);

    private readonly Silences silences = new(time);

    /// <summary>Counts silence from now on: until now, this process did not listen.</summary>
    public void ListenAnew() => silences.ListenAnew();

    public async Task DropAsync(CancellationToken cancel)
    {
        // The registry decides whether a host is suspected; here only its loss counts.
        var leases = await store.LeasesOfLiveHostsAsync(cancel);
        silences.Keep(leases.Select(lease => lease.Id));
        var hosts = leases.Select(lease => (new Host { Id = Host.StreamOf(lease.Id), Status = HostStatus.Suspected }, lease));
        var findings = LeasePolicy.Default.Judge([.. hosts], silences.Measure, witnessReports: null);
        if (findings.Deaf) ListenAnew();
        foreach (var (host, lease) in findings.Lost)
        {
            var live = await store.LiveOnAsync(host.Name, cancel);
            var holders = await store.RegisteredAtAsync([.. live.SelectMany(Addresses).Distinct()], cancel);
            var dropped = live
                .Where(health => !health.Watches.Exists(watch => watch.IsProbed) || HasFailed(health) || HasLostItsPort(health, holders))
                .ToList();
            if (dropped.Count > 0) log.SilentHostDropped(host.Name, lease.LastHeard, dropped.Count);
            foreach (var container in dropped)
                await bus.Publish(new ContainerSignalled(container.ContainerId, new HealthSignal.HostSilent(lease.LastHeard)), cancel);
        }
    }

    private static IEnumerable<TransportAddress> Addresses(ContainerHealth health) => health.Watches.Select(watch => watch.At);

    private static bool HasLostItsPort(ContainerHealth health, IReadOnlyList<Container> holders) =>
        holders.Any(holder => holder.Id != health.ContainerId && Addresses(health).Any(holder.HasInstanceAt));

    private bool HasFailed(ContainerHealth health) => health.State is not HealthState.Healthy
        && health.Since < time.GetUtcNow() - FailedFor;
}
