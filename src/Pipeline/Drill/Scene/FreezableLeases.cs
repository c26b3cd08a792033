using Pipeline.Core.Storage;
using Pipeline.Core.Terms;
using Pipeline.Projector.Election;

namespace Pipeline.Drill.Scene;

/// <summary>
/// Leadership of a process that can be frozen: while it is, no heartbeat of it reaches the store, and its term ends, as that of a process
/// whose machine is paused.
/// </summary>
/// <param name="leases">The leases in the store.</param>
internal sealed class FreezableLeases(ILeaderLeases leases) : ILeaderLeases
{
    private volatile TaskCompletionSource? thawed;

    public void Freeze() => thawed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Thaw()
    {
        var waiting = thawed;
        thawed = null;
        waiting?.SetResult();
    }

    public async Task<LeaseAttempt> TryAcquireAsync(
        string zone, string holder, Guid nonce, TimeSpan lasts, CancellationToken cancel)
    {
        await StopWhileFrozenAsync();
        return await leases.TryAcquireAsync(zone, holder, nonce, lasts, cancel);
    }

    public async Task<LeaseAttempt> SeizeAsync(string zone, string holder, Guid nonce, TimeSpan lasts, CancellationToken cancel)
    {
        await StopWhileFrozenAsync();
        return await leases.SeizeAsync(zone, holder, nonce, lasts, cancel);
    }

    public async Task<LeaderState?> TryRenewAsync(TermClaim term, TimeSpan lasts, LastPass? lastPass, CancellationToken cancel)
    {
        await StopWhileFrozenAsync();
        return await leases.TryRenewAsync(term, lasts, lastPass, cancel);
    }

    public Task ReleaseAsync(TermClaim term, CancellationToken cancel) => leases.ReleaseAsync(term, cancel);

    public Task<LeaderState?> ReadAsync(string zone, CancellationToken cancel) => leases.ReadAsync(zone, cancel);

    /// <summary>Whoever waited through a freeze has been given up by its caller.</summary>
    private async Task StopWhileFrozenAsync()
    {
        if (thawed is not { } waiting) return;
        await waiting.Task;
        throw new StoreUnavailableException("this process was frozen");
    }
}
