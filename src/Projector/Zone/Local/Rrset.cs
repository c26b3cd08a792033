using System.Collections.Immutable;
using Wire = ARSoft.Tools.Net.Dns;

namespace Pipeline.Projector.Zone.Local;

/// <summary>What a name answers with for one type; its records share one TTL (RFC 2181 section 5).</summary>
public sealed record Rrset(Wire.RecordType Type, ImmutableArray<Wire.DnsRecordBase> Records);
