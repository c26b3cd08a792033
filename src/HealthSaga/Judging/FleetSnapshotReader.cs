using Pipeline.Core.Health;
using Pipeline.HealthSaga.Sharing;

namespace Pipeline.HealthSaga.Judging;

/// <summary>Reads what the governor decides by: the state of all containers, counted by the store.</summary>
public sealed class FleetSnapshotReader(IFleetReader fleet, IProberShares shares, TimeProvider time)
{
    private static readonly TimeSpan RateWindow = TimeSpan.FromMinutes(1);

    public async Task<FleetSnapshot> ReadAsync(CancellationToken cancel)
    {
        // Of two processes that claim a shard, the one that claimed it later checks it.
        var probers = (await shares.ReadAsync(cancel))
            .SelectMany(share => share.Shards, (share, shard) => (share, shard))
            .GroupBy(held => held.shard, held => held.share)
            .ToDictionary(shard => shard.Key, shard => shard.MaxBy(share => share.At)!.Id);
        var removals = await fleet.RemovalsSinceAsync(time.GetUtcNow() - RateWindow, cancel);
        var groups = await fleet.GroupsAsync(cancel);
        return new FleetSnapshot(
            new Picture(
                [.. groups.Select(group => new Standing(
                    group.State, group.Host, probers.GetValueOrDefault(group.Shard, ""), group.Services, group.FailingSince, group.Count))],
                removals.Ejected,
                removals.Stopped),
            probers);
    }
}

/// <summary>All containers at one moment.</summary>
/// <param name="Picture">What the governor decides by.</param>
/// <param name="Probers">The process that checks each shard.</param>
public sealed record FleetSnapshot(Picture Picture, IReadOnlyDictionary<int, string> Probers)
{
    /// <summary>One container in the terms of the picture.</summary>
    public Standing StandingOf(ContainerHealth health, int shard) =>
        new(health.State, health.Host, Probers.GetValueOrDefault(shard, ""), [.. health.Services], health.FailingSince);
}
