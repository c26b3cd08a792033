namespace Pipeline.Core.Terms;

/// <summary>What the holder of a lease shows to the store.</summary>
/// <param name="Lease">The name of the lease.</param>
/// <param name="Number">The number of the term: each term of a lease has a greater one than all before.</param>
/// <param name="Nonce">Chosen by the holder, so that a lease that was deleted and created again is not mistaken for its own.</param>
public sealed record TermClaim(string Lease, long Number, Guid Nonce);
