using System.Collections.Immutable;
using Pipeline.Core.Instances;

namespace Pipeline.Core.Dns.Fencing;

/// <summary>
/// The TXT record of a zone's fence, as it is in the zone, whoever wrote it. It is the only TXT record that this system reads or writes.
/// </summary>
public sealed record FenceRecord
{
    /// <summary>The TTL of the record, in seconds. Nobody resolves it but people.</summary>
    public const int FixedTtl = 60;

    public required int Ttl { get; init; }

    /// <summary>The values: quoted strings.</summary>
    public required ImmutableSortedSet<string> Values { get; init; }

    /// <summary>Null, unless somebody else wrote it.</summary>
    public string? SetIdentifier { get; init; }

    /// <summary>Simple, unless somebody else wrote it.</summary>
    public Routing Routing { get; init; }

    /// <summary>Null, unless somebody else wrote it.</summary>
    public OtherMembers? Other { get; init; }

    /// <summary>The name of the record of a domain.</summary>
    public static string NameIn(string domain) => $"{ServiceName.OfFence}.{domain}";

    /// <summary>The record that this system writes.</summary>
    public static FenceRecord Of(ZoneFence fence) => new() { Ttl = FixedTtl, Values = [fence.ToString()] };

    /// <summary>The value; null if the record is not as this system writes it.</summary>
    public ZoneFence? Read() =>
        Values is [var value] && ZoneFence.Parse(value) is { } fence && Equals(Of(fence)) ? fence : null;

    public bool Equals(FenceRecord? other) =>
        other is not null && Ttl == other.Ttl && SetIdentifier == other.SetIdentifier && Routing == other.Routing && Other == other.Other
        && Values.SetEquals(other.Values);

    public override int GetHashCode() => HashCode.Combine(Ttl, SetIdentifier, Values.Count);

    /// <summary>The values, for people.</summary>
    public override string ToString() => string.Join(", ", Values);
}
