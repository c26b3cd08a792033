using Marten;
using MassTransit;
using Pipeline.Core.Health;
using Pipeline.Core.Hosts;
using Pipeline.HealthSaga.Saga;
using Pipeline.HealthSaga.Store;
using Host = Pipeline.Core.Hosts.Host;

namespace Pipeline.HealthSaga.Statements;

/// <summary>
/// Gives up the containers of hosts that have been silent for too long, by the rules that the registry has for its leases: those that do not pass
/// their checks, and have not for long. What passes lives, whatever became of its host's agent; who reports again is looked after again.
/// </summary>
public sealed class SilentHosts(HealthStore store, HostRounds rounds, IBus bus, TimeProvider time, ILogger<SilentHosts> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private DateTimeOffset listeningSince = time.GetUtcNow();

    /// <summary>Silence until now was not the hosts'.</summary>
    public void ListenAnew() => listeningSince = time.GetUtcNow();

    public async Task GiveUpAsync(CancellationToken cancel)
    {
        await using var session = store.OpenQuery();
        var inhabited = (await session.Query<ContainerHealthSaga>().Where(saga => saga.IsLive).Select(saga => saga.Host).Distinct().ToListAsync(cancel)).ToArray();
        var leases = await session.LoadManyAsync<HostLease>(cancel, inhabited);

        // Whether a host is suspected already is the registry's to know; here only its loss counts.
        var findings = LeasePolicy.Default.Judge(
            [.. leases.Select(lease => (new Host { Id = Host.StreamOf(lease.Id), Status = HostStatus.Suspected }, lease))], testimonies: null, listeningSince, time.GetUtcNow());
        if (findings.Deaf) ListenAnew();
        foreach (var (host, lease) in findings.Lost)
        {
            var lost = (await rounds.LiveOnAsync(host.Name, cancel)).Where(health => health.State is not HealthState.Healthy && health.Since < time.GetUtcNow() - Patience).ToList();
            if (lost.Count > 0) log.HostGivenUp(host.Name, lease.LastHeard, lost.Count);
            foreach (var container in lost)
                await bus.Publish(new ContainerSignalled(container.ContainerId, new HealthSignal.HostSilent(lease.LastHeard)), cancel);
        }
    }
}
