using Pipeline.Core.Terms;
using Pipeline.Projector.Election;
using Pipeline.Tests.MemoryStore.Leases;

namespace Pipeline.Tests.MemoryStore.Registry;

/// <summary>The leases of the zones' leaders in memory.</summary>
internal sealed class MemoryLeaderLeases(MemoryLeaseTable table, Sessions sessions) : ILeaderLeases
{
    public Task<LeaseAttempt> TryAcquireAsync(
        string zone, string holder, Guid nonce, TimeSpan lasts, CancellationToken cancel) => CallAsync(() =>
    {
        var claim = table.TryAcquire(zone, holder, nonce, lasts);
        return new LeaseAttempt(claim, StateOf(table.Find(zone)!));
    }, cancel);

    public Task<LeaseAttempt> SeizeAsync(
        string zone, string holder, Guid nonce, TimeSpan lasts, CancellationToken cancel) => CallAsync(() =>
    {
        var claim = table.Seize(zone, holder, nonce, lasts);
        return new LeaseAttempt(claim, StateOf(table.Find(zone)!));
    }, cancel);

    public Task<LeaderState?> TryRenewAsync(TermClaim term, TimeSpan lasts, LastPass? lastPass, CancellationToken cancel) =>
        CallAsync(() =>
        {
            var now = table.Now;
            var renewed = table.TryChange(term, lease => lease with
            {
                Expires = now + lasts,
                Note = lastPass is null ? lease.Note : new Noted(lastPass, now),
            });
            return renewed is null ? null : StateOf(renewed);
        }, cancel);

    public Task ReleaseAsync(TermClaim term, CancellationToken cancel) =>
        CallAsync(() => table.TryChange(term, lease => lease with { Expires = table.Now }), cancel);

    public Task<LeaderState?> ReadAsync(string zone, CancellationToken cancel) =>
        CallAsync(() => table.Find(zone) is { } lease ? StateOf(lease) : null, cancel);

    private LeaderState StateOf(MemoryLease lease) => new(
        lease.Claim.Number, lease.Holder, lease.Since, lease.Expires, table.Now,
        lease.Note is Noted noted ? noted.Pass with { Age = noted.Pass.Age + (table.Now - noted.At) } : null);

    private async Task<T> CallAsync<T>(Func<T> call, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        sessions.RequireAvailable();
        return await Task.FromResult(call());
    }

    private sealed record Noted(LastPass Pass, DateTimeOffset At);
}
