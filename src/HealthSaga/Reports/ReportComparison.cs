using Pipeline.Contracts;
using Pipeline.Core.Health;
using Pipeline.Core.Hosts;
using Pipeline.HealthSaga.Settings;

namespace Pipeline.HealthSaga.Reports;

/// <summary>Compares the full report of a host with the sagas of its containers.</summary>
public sealed class ReportComparison(IReportStore store, HealthSettings settings, TimeProvider time)
{
    /// <summary>Whether the fact does not count: it is not of the host's speaker, or a newer full report has arrived already.</summary>
    public async Task<bool> IsLateAsync(IHostFact fact, CancellationToken cancel)
    {
        var isLate = false;
        await ChangeLeaseAsync(fact.Host.Name, before =>
        {
            var (belief, lease) = SpeakerRules.Hear(before, fact, time.GetUtcNow());
            isLate = belief is not Belief.Believed || lease.IsLate(fact);
            return lease.Speaker?.Name != before.Speaker?.Name || belief is not Belief.Believed ? lease : before;
        }, cancel);
        return isLate;
    }

    /// <summary>Where the report differs from the sagas: containers that are new, changed or gone.</summary>
    public async Task<IReadOnlyList<(string Container, HealthSignal Signal)>> DifferencesAsync(
        HostReported report, CancellationToken cancel)
    {
        var known = (await LiveOnAsync(report.Host.Name, cancel)).ToDictionary(health => health.ContainerId);
        var listed = report.Containers.Select(container => container.Id).ToHashSet();
        var gone = from health in known.Values
                   where !listed.Contains(health.ContainerId) && report.IsEndOf(health.ContainerId)
                       && !health.Stamp.IsNewerThan(report.Stamp)
                   select (health.ContainerId, (HealthSignal)new HealthSignal.HasEnded(
                       report.Host.Name, report.Stamp, "its host no longer lists it"));
        var present = from container in report.Containers
                      let signal = FactSignals.ForContainer(report, container, settings)
                      where signal is not null && signal.IsNews(known.GetValueOrDefault(container.Id))
                      select (container.Id, (HealthSignal)signal);
        return [.. gone, .. present];
    }

    /// <inheritdoc cref="IReportStore.LiveOnAsync"/>
    public Task<IReadOnlyList<ContainerHealth>> LiveOnAsync(string host, CancellationToken cancel) => store.LiveOnAsync(host, cancel);

    /// <summary>Saves that a full report was handled: facts before it are late from now on, and the host's lease is renewed.</summary>
    public Task RenewAsync(IHostFact fact, CancellationToken cancel) => ChangeLeaseAsync(fact.Host.Name, before =>
    {
        // A newer report may have been handled meanwhile.
        var now = time.GetUtcNow();
        var (belief, lease) = SpeakerRules.Hear(before, fact, now);
        if (belief is not Belief.Believed || lease.IsLate(fact)) return before;
        var renewed = lease with { Watermark = fact.Stamp, Newest = fact.Stamp, LastHeard = now };
        return fact is HostReported { Interval: var interval } ? renewed with { Interval = interval } : renewed;
    }, cancel);

    /// <summary>Forgets who speaks for a host, so that the next one who does is believed.</summary>
    /// <returns>Whether anything was known of the host.</returns>
    public async Task<bool> ForgetAsync(string host, CancellationToken cancel)
    {
        var isKnown = await store.LeaseAsync(host, cancel) is not null;
        if (isKnown) await ChangeLeaseAsync(host, lease => lease.Forget(), cancel);
        return isKnown;
    }

    /// <summary>Changes a host's lease; decides again on the newer one if another writer was first.</summary>
    private async Task ChangeLeaseAsync(string host, Func<HostLease, HostLease> change, CancellationToken cancel)
    {
        while (true)
        {
            var read = await store.LeaseAsync(host, cancel);
            var before = read ?? new HostLease { Id = host };
            var after = change(before);
            if (after == before || await store.TrySaveLeaseAsync(read, after, cancel)) return;
        }
    }
}
