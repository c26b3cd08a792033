using System.Collections.Immutable;

namespace Pipeline.Projector.Zone.Local;

/// <summary>One record as a response carries it (RFC 1035 section 4.1.3), without the name that it belongs to.</summary>
/// <param name="Bytes">
/// Type, class, TTL, length and data. Names in the data are whole, so that the bytes are the same wherever they stand.
/// </param>
/// <param name="Server">The server that it leads to, in lower case without a final dot; null for none.</param>
public sealed record ZoneRecord(ImmutableArray<byte> Bytes, string? Server = null);
