using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Pipeline.Contracts;
using Pipeline.Core.Pacing;
using Pipeline.Core.Storage;
using Pipeline.Core.Terms;
using Pipeline.HealthSaga.Saga;
using Pipeline.HealthSaga.Settings;
using Pipeline.HealthSaga.Telemetry;

namespace Pipeline.HealthSaga.Sharing;

/// <summary>
/// Holds this process's fair share of the shard locks, and the judging lock if it is free. Each round is also the heartbeat that keeps the
/// locks; a process that dies, freezes or loses the store does not renew them, and the others take them.
/// </summary>
public sealed class ShardBalancer(
    IShardLocks locks, IProberShares shares, HealthSettings settings, Random random, TimeProvider time, ILogger<ShardBalancer> log,
    SteadyTime? steady = null) :
    BackgroundService
{
    /// <summary>The lock's number beside those of the shards.</summary>
    private const int Judging = SagaId.Shards;

    private readonly TermTiming timing = settings.Terms;
    private volatile Share share = Share.None;
    private IReadOnlyList<int>? saved;

    /// <summary>The term in which this process judges; null if it does not.</summary>
    public TermClaim? JudgingTerm => share.IsHeld ? share.Held.GetValueOrDefault(Judging) : null;

    /// <summary>Whether this process judges.</summary>
    public bool Judges => JudgingTerm is not null;

    /// <summary>The shards whose containers this process checks; none once it might not hold them any more.</summary>
    public IReadOnlyCollection<int> Shards => share.IsHeld ? share.Shards : [];

    /// <summary>The term in which this process judges, for a write that is about to be made.</summary>
    /// <exception cref="OperationCanceledException">It does not judge any more.</exception>
    public TermClaim RequireJudgingTerm() =>
        JudgingTerm ?? throw new OperationCanceledException("this process does not judge any more: its term is over");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var failures = 0; !stoppingToken.IsCancellationRequested;)
        {
            try
            {
                await HoldShareAsync(held: () => failures = 0, stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                if (FailureLogging.IsDue(++failures)) log.ShardLocksLost(FailureWords.Describe(failure));
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(timing.StandbyPoll, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task HoldShareAsync(Action held, CancellationToken cancel)
    {
        await using var session = await locks.OpenAsync(settings.Prober, timing.Expiry, cancel);
        try
        {
            while (true)
            {
                var pause = timing.Heartbeat;
                try
                {
                    await BalanceAsync(session, cancel);
                    held();
                }
                catch (Exception failure) when (share.IsHeld && !cancel.IsCancellationRequested)
                {
                    log.ShardsNotBalanced(FailureWords.Describe(failure));
                    pause = timing.HeartbeatRetry;
                }

                await Task.Delay(pause, time, cancel);
            }
        }
        finally
        {
            // Before the session releases its locks.
            share = Share.None;
        }
    }

    /// <summary>Renews what is held, releases what exceeds the fair share, and acquires what is free up to it.</summary>
    private async Task BalanceAsync(IShardLockSession session, CancellationToken cancel)
    {
        var sent = time.GetTimestamp();
        if (await session.RenewAsync(cancel) is not { } holding)
        {
            share = Share.None;
            throw new StoreUnavailableException("they were not renewed in time");
        }

        steady?.Follow(holding.ReadAt, sent);

        var fair = (SagaId.Shards + holding.Members - 1) / holding.Members;
        var surplus = holding.Held.Keys.Where(number => number != Judging).Order().Skip(fair).ToArray();
        var held = ImmutableSortedDictionary.CreateRange(holding.Held).RemoveRange(surplus);
        share = new Share(held, timing.DeadlineFrom(sent, time));
        foreach (var number in surplus) await session.ReleaseAsync(number, cancel);

        var acquired = await AcquireAsync(session, held, fair - share.Shards.Count, cancel);
        if (acquired.Count > held.Count) share = new Share(acquired, timing.DeadlineFrom(sent, time));
        await SaveAsync(holding.Members, cancel);
    }

    /// <summary>Acquires the judging lock and as many shards as there is room for, where they are free.</summary>
    private async Task<ImmutableSortedDictionary<int, TermClaim>> AcquireAsync(
        IShardLockSession session, ImmutableSortedDictionary<int, TermClaim> held, int room, CancellationToken cancel)
    {
        // In random order, so that processes that start together do not compete for the same lock.
        var wanted = room > 0 ? Enumerable.Range(0, SagaId.Shards + 1).OrderBy(_ => random.Next()).ToArray() : [Judging];
        foreach (var number in wanted.Where(number => !held.ContainsKey(number)).ToArray())
        {
            if ((number != Judging && room <= 0) || await session.TryAcquireAsync(number, cancel) is not { } term) continue;
            held = held.Add(number, term);
            if (number != Judging) room--;
        }

        return held;
    }

    private async Task SaveAsync(int members, CancellationToken cancel)
    {
        if (saved is not null && saved.SequenceEqual(share.Held.Keys)) return;
        log.ShardsHeld(share.Shards.Count, SagaId.Shards, members, Judges);
        ImmutableArray<int> held = [.. share.Held.Keys];

        // Waits no longer than a heartbeat may: the share is saved in the next round otherwise.
        await shares.SaveAsync(new ProberShare(settings.Prober, [.. share.Shards], time.GetUtcNow()), cancel)
            .WaitAsync(timing.CallTimeout, time, cancel);
        saved = held;
    }

    private sealed class Share(ImmutableSortedDictionary<int, TermClaim> held, TermDeadline? deadline)
    {
        public static readonly Share None = new(ImmutableSortedDictionary<int, TermClaim>.Empty, null);

        public ImmutableSortedDictionary<int, TermClaim> Held => held;

        public bool IsHeld => deadline is { IsPast: false };

        public IReadOnlyCollection<int> Shards { get; } = [.. held.Keys.Where(number => number != Judging)];
    }
}
