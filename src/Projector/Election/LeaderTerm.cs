using Pipeline.Contracts;
using Pipeline.Core.Terms;

namespace Pipeline.Projector.Election;

/// <summary>
/// A term that a heartbeat keeps. The heartbeat waits for nothing else that the leader does, and a call that hangs is given up: the term
/// then ends by this process's own clock, before the lease expires in the store.
/// </summary>
public sealed class LeaderTerm : ILeaderTerm
{
    private readonly ILeaderLeases leases;
    private readonly LeaderWatch watch;
    private readonly TermTiming timing;
    private readonly TimeProvider time;

    // Never disposed: its token is looked at after the term.
    private readonly CancellationTokenSource lost = new();
    private readonly CancellationTokenSource disposed = new();
    private readonly Task beating;
    private volatile TermDeadline deadline;
    private volatile NotedPass? lastPass;
    private volatile string? reason;

    /// <param name="leases">The store.</param>
    /// <param name="claim">The term that was acquired.</param>
    /// <param name="sent">When the acquisition was sent, as a timestamp of <paramref name="time"/>.</param>
    /// <param name="watch">Receives what the store says of the lease.</param>
    /// <param name="timing">The durations.</param>
    /// <param name="time">The clock.</param>
    internal LeaderTerm(ILeaderLeases leases, TermClaim claim, long sent, LeaderWatch watch, TermTiming timing, TimeProvider time)
    {
        (this.leases, Claim, this.watch, this.timing, this.time) = (leases, claim, watch, timing, time);
        deadline = timing.DeadlineFrom(sent, time);
        beating = BeatAsync();
    }

    public TermClaim Claim { get; }

    public long Number => Claim.Number;

    public bool IsHeld => !lost.IsCancellationRequested && !disposed.IsCancellationRequested && !deadline.IsPast;

    public CancellationToken Lost => lost.Token;

    /// <summary>Why the term ended, for people.</summary>
    public string Ending => $"term {Claim.Number} is over: {reason ?? "it was released"}";

    public void EnsureHeld()
    {
        if (IsHeld) return;
        if (!disposed.IsCancellationRequested) Lose("no heartbeat reached the store in time");
        throw new OperationCanceledException(Ending, Lost);
    }

    public void NotePass(TimeSpan took, string? failure = null) => lastPass = failure is null
        ? new NotedPass(time.GetTimestamp(), took, null)
        : new NotedPass(lastPass?.Ended, lastPass?.Took ?? took, failure);

    public async ValueTask DisposeAsync()
    {
        if (disposed.IsCancellationRequested) return;
        await disposed.CancelAsync();
        await beating;
        if (lost.IsCancellationRequested) return;
        try
        {
            await leases.ReleaseAsync(Claim, CancellationToken.None).WaitAsync(timing.CallTimeout, time);
        }
        catch (Exception)
        {
            // The lease expires.
        }
    }

    private async Task BeatAsync()
    {
        var failure = "no heartbeat was sent";
        var pause = timing.Heartbeat;
        while (true)
        {
            var left = deadline.Left;
            if (left > TimeSpan.Zero)
                await Task.Delay(pause < left ? pause : left, time, disposed.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (disposed.IsCancellationRequested) return;
            if (deadline.IsPast)
            {
                Lose($"no heartbeat reached the store in time: {failure}");
                return;
            }

            try
            {
                if (!await RenewAsync())
                {
                    Lose("the store gave the lease to another process, or it expired there");
                    return;
                }

                pause = timing.Heartbeat;
            }
            catch (Exception failed)
            {
                if (disposed.IsCancellationRequested) return;
                (failure, pause) = (FailureWords.Describe(failed), timing.HeartbeatRetry);
            }
        }
    }

    /// <summary>The call is not cancelled but left to itself, because a cancellation may hang as well.</summary>
    private async Task<bool> RenewAsync()
    {
        var sent = time.GetTimestamp();
        var renewed = await leases
            .TryRenewAsync(Claim, timing.Expiry, lastPass?.At(time), CancellationToken.None)
            .WaitAsync(timing.CallTimeout, time, disposed.Token);
        if (renewed is null) return false;
        deadline = timing.DeadlineFrom(sent, time);
        watch.See(renewed, leads: IsHeld, sent);
        return true;
    }

    private void Lose(string because)
    {
        reason ??= because;

        // The callbacks run elsewhere: they cancel calls, which may take a while.
        _ = lost.CancelAsync();
    }

    private sealed record NotedPass(long? Ended, TimeSpan Took, string? Failure)
    {
        public LastPass At(TimeProvider time) => new(Ended is { } ended ? time.GetElapsedTime(ended) : null, Took, Failure);
    }
}
