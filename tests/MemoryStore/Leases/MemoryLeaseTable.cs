using Pipeline.Core.Storage;
using Pipeline.Core.Terms;

namespace Pipeline.Tests.MemoryStore.Leases;

/// <summary>Leases by name, which expire by the store's clock.</summary>
internal sealed class MemoryLeaseTable(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, MemoryLease> leases = new(StringComparer.Ordinal);

    public DateTimeOffset Now => time.GetUtcNow();

    public MemoryLease? Find(string name)
    {
        lock (gate) return leases.GetValueOrDefault(name);
    }

    /// <summary>The leases that a nonce holds.</summary>
    public IReadOnlyList<MemoryLease> HeldBy(Guid nonce) => Where(lease => lease.Claim.Nonce == nonce);

    public IReadOnlyList<MemoryLease> Where(Func<MemoryLease, bool> condition)
    {
        lock (gate) return [.. leases.Values.Where(lease => lease.Expires > Now && condition(lease))];
    }

    /// <returns>The term; null if another one has not expired.</returns>
    public TermClaim? TryAcquire(string name, string holder, Guid nonce, TimeSpan lasts)
    {
        lock (gate)
        {
            var before = leases.GetValueOrDefault(name);
            if (before?.Expires > Now && before.Expires <= Now + (2 * lasts)) return null;
            return Seize(name, holder, nonce, lasts);
        }
    }

    /// <summary>Begins a term whoever holds the lease.</summary>
    public TermClaim Seize(string name, string holder, Guid nonce, TimeSpan lasts)
    {
        lock (gate)
        {
            var before = leases.GetValueOrDefault(name);
            var claim = new TermClaim(name, (before?.Claim.Number ?? 0) + 1, nonce);
            leases[name] = new MemoryLease(claim, holder, Now, Now + lasts) { Note = before?.Note };
            return claim;
        }
    }

    /// <returns>The lease; null if the term is over.</returns>
    public MemoryLease? TryChange(TermClaim term, Func<MemoryLease, MemoryLease> change)
    {
        lock (gate) return IsHeld(term) ? leases[term.Lease] = change(leases[term.Lease]) : null;
    }

    /// <exception cref="StoreConflictException">The term is over.</exception>
    public void Require(TermClaim term)
    {
        lock (gate)
            if (!IsHeld(term)) throw new StoreConflictException($"term {term.Number} of {term.Lease} is over");
    }

    private bool IsHeld(TermClaim term) => leases.TryGetValue(term.Lease, out var held) && held.Claim == term && held.Expires > Now;
}

/// <param name="Claim">The term.</param>
/// <param name="Holder">The process.</param>
/// <param name="Since">When the term began.</param>
/// <param name="Expires">When the lease expires, or has expired.</param>
internal sealed record MemoryLease(TermClaim Claim, string Holder, DateTimeOffset Since, DateTimeOffset Expires)
{
    /// <summary>What the holder noted beside it.</summary>
    public object? Note { get; init; }
}
