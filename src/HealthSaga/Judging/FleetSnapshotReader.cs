using Pipeline.Core.Health;
using Pipeline.HealthSaga.Saga;
using Pipeline.HealthSaga.Sharing;

namespace Pipeline.HealthSaga.Judging;

/// <summary>Reads what the governor decides by: the state of all containers, counted.</summary>
public sealed class FleetSnapshotReader(IFleetReader fleet, IProberShares shares, TimeProvider time)
{
    /// <summary>The sagas are counted by the store, so that no process has to read them all.</summary>
    public Task<FleetReading> ReadAsync(CancellationToken cancel) => ReadAsync(fleet.GroupsAsync, cancel);

    /// <summary>The same for a process that has read them.</summary>
    /// <param name="live">All live sagas.</param>
    /// <param name="cancel">Cancels the read of the rest.</param>
    public Task<FleetReading> ReadAsync(IReadOnlyCollection<ContainerHealth> live, CancellationToken cancel) => ReadAsync(
        _ => Task.FromResult(FleetGroup.Of(live.Select(health => (health, SagaId.ShardOf(SagaId.Of(health.ContainerId)))))), cancel);

    private async Task<FleetReading> ReadAsync(
        Func<CancellationToken, Task<IReadOnlyList<FleetGroup>>> readGroups, CancellationToken cancel)
    {
        // Of two processes that claim a shard, the one that claimed it later checks it.
        var probers = (await shares.ReadAsync(cancel))
            .SelectMany(share => share.Shards, (share, shard) => (share, shard))
            .GroupBy(held => held.shard, held => held.share)
            .ToDictionary(shard => shard.Key, shard => shard.MaxBy(share => share.At)!.Id);
        var removals = await fleet.RemovalsSinceAsync(time.GetUtcNow() - GovernorInput.RatePeriod, cancel);
        var groups = await readGroups(cancel);
        return new FleetReading(
            new FleetSnapshot(
                [.. groups.Select(group => new FleetRow(
                    group.State, group.Host, probers.GetValueOrDefault(group.Shard, ""), group.Services, group.FailingSince, group.Count)
                {
                    IsChecked = group.IsChecked,
                })],
                removals.Ejected,
                removals.Stopped),
            probers);
    }
}

/// <summary>All containers at one moment.</summary>
/// <param name="Fleet">What the governor decides by.</param>
/// <param name="Probers">The process that checks each shard.</param>
public sealed record FleetReading(FleetSnapshot Fleet, IReadOnlyDictionary<int, string> Probers)
{
    /// <summary>The process that checks a shard; empty if none does.</summary>
    public string ProberOf(int shard) => Probers.GetValueOrDefault(shard, "");
}
