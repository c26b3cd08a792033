using System.Collections.Immutable;
using Wire = ARSoft.Tools.Net.Dns;

namespace Pipeline.Projector.Zone.Local;

/// <summary>The records of a name for one type; they have the same TTL (RFC 2181 section 5).</summary>
public sealed record Rrset(Wire.RecordType Type, ImmutableArray<ZoneRecord> Records)
{
    /// <summary>The servers that the records lead to, each once.</summary>
    public ImmutableArray<string> Servers { get; } = [.. Records.Select(record => record.Server).OfType<string>().Distinct()];
}
