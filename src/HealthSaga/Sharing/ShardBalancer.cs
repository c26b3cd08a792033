using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Pipeline.HealthSaga.Saga;
using Pipeline.HealthSaga.Settings;
using Pipeline.HealthSaga.Telemetry;

namespace Pipeline.HealthSaga.Sharing;

/// <summary>
/// Holds this process's fair share of the shard locks, and the judging lock if it is free. All processes hold their locks in sessions; when
/// one dies, its locks are free and the others take them.
/// </summary>
public sealed class ShardBalancer(
    IShardLocks locks, IProberShares shares, HealthSettings settings, Random random, TimeProvider time, ILogger<ShardBalancer> log) : BackgroundService
{
    /// <summary>The lock's number beside those of the shards.</summary>
    private const int Judging = SagaId.Shards;

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private volatile Share share = Share.None;

    /// <summary>Whether this process judges.</summary>
    public bool Judges => share.Held.Contains(Judging);

    /// <summary>The shards whose containers this process checks.</summary>
    public IReadOnlyCollection<int> Shards => share.Shards;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await HoldShareAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                if (share != Share.None) log.ShardLocksLost(failure.Message);
            }

            share = Share.None;
            await Task.Delay(Pace, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task HoldShareAsync(CancellationToken cancel)
    {
        await using var session = await locks.OpenAsync(cancel);
        using var pace = new PeriodicTimer(Pace, time);
        do
        {
            await BalanceAsync(session, cancel);
        }
        while (await pace.WaitForNextTickAsync(cancel));
    }

    /// <summary>Releases what exceeds the fair share, and acquires what is free up to it.</summary>
    private async Task BalanceAsync(IShardLockSession session, CancellationToken cancel)
    {
        var members = await session.CountMembersAsync(cancel);
        var fair = (SagaId.Shards + members - 1) / members;
        var held = share.Held;

        foreach (var surplus in held.Where(number => number != Judging).Skip(fair).ToArray())
        {
            await session.ReleaseAsync(surplus, cancel);
            held = held.Remove(surplus);
        }

        // In random order, so that processes that start together do not compete for the same lock.
        foreach (var number in Enumerable.Range(0, SagaId.Shards + 1).Except(held).OrderBy(_ => random.Next()).ToArray())
            if ((number == Judging || held.Count(shard => shard != Judging) < fair) && await session.TryAcquireAsync(number, cancel))
                held = held.Add(number);

        if (held.SetEquals(share.Held)) return;
        share = new Share(held);
        log.ShardsHeld(share.Shards.Count, SagaId.Shards, members, Judges);
        await shares.SaveAsync(new ProberShare(settings.Prober, [.. share.Shards], time.GetUtcNow()), cancel);
    }

    private sealed class Share(ImmutableSortedSet<int> held)
    {
        public static readonly Share None = new([]);

        public ImmutableSortedSet<int> Held => held;

        public IReadOnlyCollection<int> Shards { get; } = [.. held.Where(number => number != Judging)];
    }
}
