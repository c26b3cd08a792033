using System.Collections.Immutable;
using Wire = ARSoft.Tools.Net.Dns;

namespace Pipeline.Projector.Zone.Local;

/// <summary>The name server's algorithm (RFC 1034 section 4.3.2) for one zone without delegations.</summary>
internal static class Answers
{
    /// <param name="query">A query with a question.</param>
    /// <param name="zone">The zone to answer from.</param>
    /// <param name="outside">The addresses of the names outside the zone to which aliases lead.</param>
    /// <param name="random">Shuffles the records of an answer, to distribute clients that use the first one.</param>
    public static Answer For(in Query query, ZoneSnapshot zone, AliasAddresses outside, Random random)
    {
        if (query.Class is not Wire.RecordClass.INet
            || query.Type is Wire.RecordType.Axfr or Wire.RecordType.Ixfr
            || !WireNames.IsEqualOrBelow(query.Name, zone.Apex.WireName))
            return new(Wire.ReturnCode.Refused);

        return (WireNames.ToKey(query.Name) is { } name ? zone.Find(name) : null) switch
        {
            null => CreateNegative(Wire.ReturnCode.NxDomain, zone),
            var node => SelectRrsets(query.Type, node, outside) switch
            {
                null => new(Wire.ReturnCode.ServerFailure),
                [] => CreateNegative(Wire.ReturnCode.NoError, zone),
                { } found => CreatePositive(found, zone, random),
            },
        };
    }

    /// <returns>Null if an alias has the type, and its target was never resolved: the client is to ask again.</returns>
    private static ImmutableArray<Rrset>? SelectRrsets(Wire.RecordType type, Node node, AliasAddresses outside)
    {
        ImmutableArray<Rrset> found = type is Wire.RecordType.Any ? node.Rrsets : node.Find(type) is { } rrset ? [rrset] : [];
        foreach (var set in node.Aliases)
        {
            if (type is not Wire.RecordType.Any && type != DnsRecords.TypeOf(set.Key.Type)) continue;
            if (outside.Find(DnsRecords.FindOutsideTarget(set)!) is not { } addresses) return null;
            if (DnsRecords.ToRrset(set, addresses) is { Records: [_, ..] } answered) found = found.Add(answered);
        }

        return found;
    }

    /// <summary>NXDOMAIN, or no data of this type; the SOA contains the negative TTL (RFC 2308).</summary>
    private static Answer CreateNegative(Wire.ReturnCode code, ZoneSnapshot zone) => new(code) { Authoritative = true, Soa = zone.Soa };

    private static Answer CreatePositive(ImmutableArray<Rrset> found, ZoneSnapshot zone, Random random)
    {
        ZoneRecord[] records = found is [var one] ? [.. one.Records] : [.. found.SelectMany(rrset => rrset.Records)];
        random.Shuffle(records);
        return new(Wire.ReturnCode.NoError) { Authoritative = true, Records = records, Additional = FindAddresses(found, zone) };
    }

    private static ImmutableArray<(string Server, Rrset Addresses)> FindAddresses(ImmutableArray<Rrset> found, ZoneSnapshot zone)
    {
        var addresses = ImmutableArray.CreateBuilder<(string, Rrset)>();
        foreach (var server in found is [var one] ? one.Servers : [.. found.SelectMany(rrset => rrset.Servers).Distinct()])
        {
            if (zone.Find(server) is not { } node) continue;
            foreach (var rrset in node.Rrsets)
                if (rrset.Type is Wire.RecordType.A or Wire.RecordType.Aaaa) addresses.Add((server, rrset));
        }

        return addresses.DrainToImmutable();
    }
}
