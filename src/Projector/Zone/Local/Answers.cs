using System.Collections.Immutable;
using ARSoft.Tools.Net;
using Wire = ARSoft.Tools.Net.Dns;

namespace Pipeline.Projector.Zone.Local;

/// <summary>The name server's algorithm (RFC 1034 section 4.3.2) for one zone without delegations or aliases.</summary>
internal static class Answers
{
    /// <param name="question">What is asked.</param>
    /// <param name="zone">The zone to answer from.</param>
    /// <param name="random">Shuffles the records of an answer, so that askers who take the first one spread.</param>
    public static Answer For(Wire.DnsQuestion question, ZoneSnapshot zone, Random random)
    {
        if (question.RecordClass is not Wire.RecordClass.INet
            || question.RecordType is Wire.RecordType.Axfr or Wire.RecordType.Ixfr
            || !question.Name.IsEqualOrSubDomainOf(zone.Apex.Domain))
            return Answer.Failed(Wire.ReturnCode.Refused);

        return zone.Find(DomainNames.ToKey(question.Name)) switch
        {
            null => Negative(Wire.ReturnCode.NxDomain, zone),
            var node => Asked(question.RecordType, node) switch
            {
                [] => Negative(Wire.ReturnCode.NoError, zone),
                var found => Positive(found, zone, random),
            },
        };
    }

    private static ImmutableArray<Rrset> Asked(Wire.RecordType type, Node node) =>
        type is Wire.RecordType.Any ? node.Rrsets
        : node.Find(type) is { } rrset ? [rrset]
        : [];

    /// <summary>NXDOMAIN, or no data of this type: the SOA tells for how long (RFC 2308).</summary>
    private static Answer Negative(Wire.ReturnCode code, ZoneSnapshot zone) =>
        new() { Code = code, Authoritative = true, Authority = [zone.Soa] };

    private static Answer Positive(ImmutableArray<Rrset> found, ZoneSnapshot zone, Random random)
    {
        Wire.DnsRecordBase[] records = [.. found.SelectMany(rrset => rrset.Records)];
        random.Shuffle(records);
        return new()
        {
            Code = Wire.ReturnCode.NoError,
            Authoritative = true,
            Records = records,
            Additional = Addresses(records, zone),
        };
    }

    private static ImmutableArray<Rrset> Addresses(Wire.DnsRecordBase[] records, ZoneSnapshot zone) =>
    [
        .. records.Select(Server).OfType<DomainName>().Select(DomainNames.ToKey).Distinct()
            .Select(zone.Find).OfType<Node>()
            .SelectMany(node => node.Rrsets)
            .Where(rrset => rrset.Type is Wire.RecordType.A or Wire.RecordType.Aaaa),
    ];

    private static DomainName? Server(Wire.DnsRecordBase record) => record switch
    {
        Wire.SrvRecord srv => srv.Target,
        Wire.NsRecord ns => ns.NameServer,
        _ => null,
    };
}
