using Pipeline.Core.Terms;
using Pipeline.Projector.Election;

namespace Pipeline.Projector.Tests.Support;

/// <summary>Leases of which a test says what becomes of each heartbeat; everything else is granted, or done by another store.</summary>
internal sealed class ScriptedLeases(ILeaderLeases? inner = null) : ILeaderLeases
{
    private static readonly LeaderState Held = new(
        1, "test/1", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddSeconds(10), DateTimeOffset.UnixEpoch, null);

    private int beats;

    /// <summary>What becomes of a heartbeat.</summary>
    public Func<Task<LeaderState?>>? Beat { get; set; }

    public static Task<LeaderState?> Renewed => Task.FromResult<LeaderState?>(Held);

    public static Task<LeaderState?> Refused => Task.FromResult<LeaderState?>(null);

    public static Task<LeaderState?> Hangs => new TaskCompletionSource<LeaderState?>().Task;

    /// <summary>How many heartbeats were sent.</summary>
    public int Beats => Volatile.Read(ref beats);

    public LastPass? LastPass { get; private set; }

    public bool IsReleased { get; private set; }

    public Task<LeaseAttempt> TryAcquireAsync(string zone, string holder, Guid nonce, TimeSpan lasts, CancellationToken cancel) =>
        inner?.TryAcquireAsync(zone, holder, nonce, lasts, cancel)
        ?? Task.FromResult(new LeaseAttempt(new TermClaim(zone, 1, nonce), Held));

    public Task<LeaseAttempt> SeizeAsync(string zone, string holder, Guid nonce, TimeSpan lasts, CancellationToken cancel) =>
        inner?.SeizeAsync(zone, holder, nonce, lasts, cancel) ?? TryAcquireAsync(zone, holder, nonce, lasts, cancel);

    public Task<LeaderState?> TryRenewAsync(TermClaim term, TimeSpan lasts, LastPass? lastPass, CancellationToken cancel)
    {
        Interlocked.Increment(ref beats);
        LastPass = lastPass;
        return Beat?.Invoke() ?? inner?.TryRenewAsync(term, lasts, lastPass, cancel) ?? Renewed;
    }

    public Task ReleaseAsync(TermClaim term, CancellationToken cancel)
    {
        IsReleased = true;
        return inner?.ReleaseAsync(term, cancel) ?? Task.CompletedTask;
    }

    public Task<LeaderState?> ReadAsync(string zone, CancellationToken cancel) => inner?.ReadAsync(zone, cancel) ?? Renewed;
}
