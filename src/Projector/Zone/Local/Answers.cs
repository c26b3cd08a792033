using System.Collections.Immutable;
using ARSoft.Tools.Net;
using Wire = ARSoft.Tools.Net.Dns;

namespace Pipeline.Projector.Zone.Local;

/// <summary>The name server's algorithm (RFC 1034 section 4.3.2) for one zone without delegations or aliases.</summary>
internal static class Answers
{
    /// <param name="question">The question.</param>
    /// <param name="zone">The zone to answer from.</param>
    /// <param name="random">Shuffles the records of an answer, to distribute clients that use the first one.</param>
    public static Answer For(Wire.DnsQuestion question, ZoneSnapshot zone, Random random)
    {
        if (question.RecordClass is not Wire.RecordClass.INet
            || question.RecordType is Wire.RecordType.Axfr or Wire.RecordType.Ixfr
            || !question.Name.IsEqualOrSubDomainOf(zone.Apex.Domain))
            return Answer.Failed(Wire.ReturnCode.Refused);

        return zone.Find(DomainNames.ToKey(question.Name)) switch
        {
            null => CreateNegative(Wire.ReturnCode.NxDomain, zone),
            var node => SelectRrsets(question.RecordType, node) switch
            {
                [] => CreateNegative(Wire.ReturnCode.NoError, zone),
                var found => CreatePositive(found, zone, random),
            },
        };
    }

    private static ImmutableArray<Rrset> SelectRrsets(Wire.RecordType type, Node node) =>
        type is Wire.RecordType.Any ? node.Rrsets
        : node.Find(type) is { } rrset ? [rrset]
        : [];

    /// <summary>NXDOMAIN, or no data of this type; the SOA contains the negative TTL (RFC 2308).</summary>
    private static Answer CreateNegative(Wire.ReturnCode code, ZoneSnapshot zone) =>
        new() { Code = code, Authoritative = true, Authority = [zone.Soa] };

    private static Answer CreatePositive(ImmutableArray<Rrset> found, ZoneSnapshot zone, Random random)
    {
        Wire.DnsRecordBase[] records = [.. found.SelectMany(rrset => rrset.Records)];
        random.Shuffle(records);
        return new()
        {
            Code = Wire.ReturnCode.NoError,
            Authoritative = true,
            Records = records,
            Additional = FindAddresses(records, zone),
        };
    }

    private static ImmutableArray<Rrset> FindAddresses(Wire.DnsRecordBase[] records, ZoneSnapshot zone) =>
    [
        .. records.Select(FindServer).OfType<DomainName>().Select(DomainNames.ToKey).Distinct()
            .Select(zone.Find).OfType<Node>()
            .SelectMany(node => node.Rrsets)
            .Where(rrset => rrset.Type is Wire.RecordType.A or Wire.RecordType.Aaaa),
    ];

    private static DomainName? FindServer(Wire.DnsRecordBase record) => record switch
    {
        Wire.SrvRecord srv => srv.Target,
        Wire.NsRecord ns => ns.NameServer,
        _ => null,
    };
}
