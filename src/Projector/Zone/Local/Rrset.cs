using System.Collections.Immutable;
using Wire = ARSoft.Tools.Net.Dns;

namespace Pipeline.Projector.Zone.Local;

/// <summary>The records of a name for one type; they have the same TTL (RFC 2181 section 5).</summary>
public sealed record Rrset(Wire.RecordType Type, ImmutableArray<Wire.DnsRecordBase> Records);
