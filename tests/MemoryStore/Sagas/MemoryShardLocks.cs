using Pipeline.Core.Terms;
using Pipeline.HealthSaga.Sharing;
using Pipeline.Tests.MemoryStore.Leases;

namespace Pipeline.Tests.MemoryStore.Sagas;

/// <summary>Locks that are leases, and leases of the sessions that hold them.</summary>
internal sealed class MemoryShardLocks(MemoryLeaseTable table) : IShardLocks
{
    private const string MemberPrefix = "member/", LockPrefix = "lock/";

    public Task<IShardLockSession> OpenAsync(string holder, TimeSpan lasts, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var nonce = Guid.CreateVersion7();
        var member = table.TryAcquire($"{MemberPrefix}{nonce}", holder, nonce, lasts)!;
        return Task.FromResult<IShardLockSession>(new Session(table, member, holder, lasts));
    }

    private sealed class Session(MemoryLeaseTable table, TermClaim member, string holder, TimeSpan lasts) : IShardLockSession
    {
        public Task<ShardHolding?> RenewAsync(CancellationToken cancel)
        {
            cancel.ThrowIfCancellationRequested();
            if (table.TryChange(member, Renewed) is null) return Task.FromResult<ShardHolding?>(null);
            var held = Locks().Select(lease => table.TryChange(lease.Claim, Renewed)!.Claim).ToDictionary(NumberOf);
            var members = table.Where(lease => lease.Claim.Lease.StartsWith(MemberPrefix, StringComparison.Ordinal)
                && lease.Expires <= table.Now + (2 * lasts)).Count;
            return Task.FromResult<ShardHolding?>(new ShardHolding(members, held, table.Now));
        }

        public Task<TermClaim?> TryAcquireAsync(int number, CancellationToken cancel)
        {
            cancel.ThrowIfCancellationRequested();
            return Task.FromResult(table.TryAcquire($"{LockPrefix}{number}", holder, member.Nonce, lasts));
        }

        public Task ReleaseAsync(int number, CancellationToken cancel)
        {
            cancel.ThrowIfCancellationRequested();
            foreach (var lease in Locks().Where(lease => NumberOf(lease.Claim) == number)) Release(lease);
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync()
        {
            foreach (var lease in table.HeldBy(member.Nonce)) Release(lease);
            return ValueTask.CompletedTask;
        }

        private IEnumerable<MemoryLease> Locks() => table.HeldBy(member.Nonce).Where(lease => lease.Claim != member);

        private MemoryLease Renewed(MemoryLease lease) => lease with { Expires = table.Now + lasts };

        private void Release(MemoryLease lease) => table.TryChange(lease.Claim, held => held with { Expires = table.Now });

        private static int NumberOf(TermClaim claim) =>
            int.Parse(claim.Lease.AsSpan(LockPrefix.Length), System.Globalization.CultureInfo.InvariantCulture);
    }
}
