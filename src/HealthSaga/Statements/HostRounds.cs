using Marten;
using Pipeline.Contracts;
using Pipeline.Core.Health;
using Pipeline.Core.Hosts;
using Pipeline.HealthSaga.Saga;
using Pipeline.HealthSaga.Store;

namespace Pipeline.HealthSaga.Statements;

/// <summary>Holds what a host states as a whole against the sagas of its containers.</summary>
public sealed class HostRounds(HealthStore store, HealthSettings settings, TimeProvider time)
{
    /// <summary>Whether a newer full statement of the host has said it all.</summary>
    public async Task<bool> IsLateAsync(IHostFact fact, CancellationToken cancel)
    {
        await using var session = store.OpenQuery();
        return await session.LoadAsync<HostLease>(fact.Host.Name, cancel) is { Watermark: var watermark } && fact.Stamp <= watermark;
    }

    /// <summary>What a report says that the sagas do not know: what is new, what is otherwise, and what is no longer there.</summary>
    public async Task<IReadOnlyList<(string Container, HealthSignal Signal)>> DifferencesAsync(HostReported report, CancellationToken cancel)
    {
        var known = (await LiveOnAsync(report.Host.Name, cancel)).ToDictionary(health => health.ContainerId);
        var listed = report.Containers.Select(container => container.Id).ToHashSet();
        var gone = known.Values.Where(health => !listed.Contains(health.ContainerId) && health.Stamp < report.Stamp)
            .Select(health => (health.ContainerId, (HealthSignal)new HealthSignal.HasEnded(report.Host.Name, report.Stamp, "its host no longer lists it")));
        var there = from container in report.Containers
                    let said = Signals.Of(report, container, settings)
                    where said is not null && said.IsNews(known.GetValueOrDefault(container.Id))
                    select (container.Id, (HealthSignal)said);
        return [.. gone, .. there];
    }

    /// <summary>The containers of a host whose run may still be going on.</summary>
    public async Task<IReadOnlyList<ContainerHealth>> LiveOnAsync(string host, CancellationToken cancel)
    {
        await using var session = store.OpenQuery();
        var sagas = await session.Query<ContainerHealthSaga>().Where(saga => saga.IsLive && saga.Host == host).ToListAsync(cancel);
        return [.. sagas.Select(saga => saga.Health!)];
    }

    /// <summary>Notes a full statement: what was said before it is late, and the host was heard.</summary>
    public async Task NoteAsync(IHostFact fact, CancellationToken cancel)
    {
        await using var session = store.OpenSession();
        var known = await session.LoadAsync<HostLease>(fact.Host.Name, cancel);
        var lease = new HostLease { Id = fact.Host.Name, Watermark = fact.Stamp, Newest = fact.Stamp, LastHeard = time.GetUtcNow(), NewerMembers = known?.NewerMembers };
        session.Store(fact is HostReported { Interval: var interval } ? lease with { Interval = interval } : lease);
        await session.SaveChangesAsync(cancel);
    }
}
