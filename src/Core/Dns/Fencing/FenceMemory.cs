using System.Collections.Immutable;

namespace Pipeline.Core.Dns.Fencing;

/// <summary>
/// The values of a zone's fence that a database issued and that the zone may have: the last one that was seen in the zone, and all later
/// ones. More than two only while outcomes are unknown.
/// </summary>
/// <param name="Owner">The database.</param>
/// <param name="Number">The last number that was issued.</param>
/// <param name="Nonces">The nonces of the last numbers, the newest last.</param>
public sealed record FenceMemory(Guid Owner, long Number, ImmutableArray<Guid> Nonces)
{
    /// <summary>What is remembered after one more value.</summary>
    /// <param name="memory">What was remembered before; null if no value was issued yet. The first nonce becomes the owner.</param>
    /// <param name="request">What the value is for.</param>
    public static FenceMemory Issue(FenceMemory? memory, FenceRequest request)
    {
        var before = memory ?? new FenceMemory(request.Nonce, 0, []);

        // What was issued before is void: none of it is in the zone. A copy of the database that issued more finds itself behind.
        if (request.Above is { } found) return before with { Number = Math.Max(before.Number, found) + 1, Nonces = [request.Nonce] };

        // A list takes effect only where its predecessor is: lists that replace a value before the one that was seen are void.
        var dropped = request.From is { } seen ? (int)Math.Clamp(seen - before.First, 0, before.Nonces.Length) : 0;
        return before with { Number = before.Number + 1, Nonces = [.. before.Nonces.Skip(dropped), request.Nonce] };
    }

    /// <summary>The value that was issued last, to the leader of a term.</summary>
    public ZoneFence Last(long term) => new(Owner, term, Number, Nonces[^1]);

    /// <summary>Whether the zone may have a value of a number, and its nonce.</summary>
    public Guid? FindNonce(long number) => number >= First && number <= Number ? Nonces[(int)(number - First)] : null;

    public bool Equals(FenceMemory? other) =>
        other is not null && Owner == other.Owner && Number == other.Number && Nonces.SequenceEqual(other.Nonces);

    public override int GetHashCode() => HashCode.Combine(Owner, Number, Nonces.Length);

    private long First => Number - Nonces.Length + 1;
}

/// <summary>Asks a store for the next value of a zone's fence.</summary>
/// <param name="Zone">The zone.</param>
/// <param name="Nonce">A new value that no other request has.</param>
/// <param name="From">The number that was seen in the zone and is to be replaced; null if the zone has no value of this database.</param>
/// <param name="Above">The number of a value that this database does not know and that a person lets it replace; null for none.</param>
public sealed record FenceRequest(string Zone, Guid Nonce, long? From, long? Above = null);
