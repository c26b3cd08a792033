using System.Collections.Immutable;
using Pipeline.Core.Dns;
using Wire = ARSoft.Tools.Net.Dns;

namespace Pipeline.Projector.Zone.Local;

/// <summary>
/// One name of the zone (RFC 1034 section 3.1). A node without records that has child nodes is an empty non-terminal: it exists and has no
/// data (RFC 8020).
/// </summary>
public sealed record Node
{
    public static readonly Node Empty = new();

    /// <summary>The record sets written to this name.</summary>
    public ImmutableArray<RecordSet> Sets { get; private init; } = [];

    /// <summary>The zone's own RRsets at this name: SOA, NS, or the name server's address.</summary>
    public ImmutableArray<Rrset> Own { get; private init; } = [];

    /// <summary>All RRsets of this name, one per type.</summary>
    public ImmutableArray<Rrset> Rrsets { get; private init; } = [];

    /// <summary>The aliases that are answered with addresses outside the zone.</summary>
    public ImmutableArray<RecordSet> Aliases { get; private init; } = [];

    /// <summary>The number of child nodes.</summary>
    public int Children { get; init; }

    public bool Exists => Rrsets.Length > 0 || Aliases.Length > 0 || Children > 0;

    public Rrset? Find(Wire.RecordType type)
    {
        foreach (var rrset in Rrsets)
            if (rrset.Type == type) return rrset;
        return null;
    }

    public RecordSet? Find(RecordKey key)
    {
        foreach (var set in Sets)
            if (set.Key == key) return set;
        return null;
    }

    public Node With(ImmutableArray<RecordSet> sets) =>
        this with
        {
            Sets = sets,
            Rrsets = [.. Own, .. DnsRecords.ToRrsets(sets)],
            Aliases = [.. sets.Where(set => DnsRecords.FindOutsideTarget(set) is not null)],
        };

    public Node WithOwn(ImmutableArray<Rrset> own) =>
        this with { Own = own, Rrsets = [.. own, .. DnsRecords.ToRrsets(Sets)] };
}
