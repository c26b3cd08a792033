using System.Net;
using System.Net.Sockets;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Fencing;
using Pipeline.Core.Instances;
using Wire = ARSoft.Tools.Net.Dns;

namespace Pipeline.Projector.Zone.Local;

/// <summary>Converts record sets with values in zone-file format to DNS records.</summary>
internal static class DnsRecords
{
    /// <summary>
    /// One RRset per type: it is the union of the record sets with different set identifiers. It contains each value once and has the
    /// shortest TTL of the sets, because an RRset has one TTL (RFC 2181 section 5.2).
    /// </summary>
    public static IEnumerable<Rrset> ToRrsets(IEnumerable<RecordSet> sets) =>
        from set in sets
        where !set.IsAlias
        group set by set.Key.Type into union
        let ttl = union.Min(set => set.Ttl)
        select new Rrset(
            TypeOf(union.Key),
            [.. union.SelectMany(set => set.Values.Select(value => (set.Key, Value: value)))
                .DistinctBy(one => one.Value)
                .Select(one => Read(one.Key, ttl, one.Value)
                    ?? throw new FormatException($"{one.Key} cannot hold '{one.Value}'"))]);

    /// <summary>The load balancer to which an alias of addresses leads, without the final dot; null for all other sets.</summary>
    public static string? FindOutsideTarget(RecordSet set) =>
        set is { Key.Type.IsAddress: true, Other.Alias.Name: var name } ? name.TrimEnd('.') : null;

    /// <summary>The RRset with which an alias is answered: the addresses of its type among those of its target.</summary>
    public static Rrset ToRrset(RecordSet alias, IEnumerable<IPAddress> addresses) => new(
        TypeOf(alias.Key.Type),
        [
            .. addresses.Where(address => TypeOf(address) == alias.Key.Type)
                .Select(address => RecordEncoding.Address(AliasAddresses.Ttl, address)),
        ]);

    private static RecordType TypeOf(IPAddress address) =>
        address.AddressFamily is AddressFamily.InterNetworkV6 ? RecordType.AAAA : RecordType.A;

    /// <summary>The RRset of a fence.</summary>
    public static Rrset ToRrset(FenceRecord fence) =>
        new(Wire.RecordType.Txt, [.. fence.Values.Select(value => RecordEncoding.Text(fence.Ttl, value.Trim('"')))]);

    /// <summary>Reads one value; returns null if it is not valid for the type.</summary>
    public static ZoneRecord? Read(RecordKey key, int ttl, string value) => key.Type switch
    {
        _ when DomainNames.Read(key.Name) is null => null,
        RecordType.A => TransportAddress.IsIPv4(value) ? RecordEncoding.Address(ttl, IPAddress.Parse(value)) : null,
        RecordType.AAAA => TransportAddress.IsIPv6(value) ? RecordEncoding.Address(ttl, IPAddress.Parse(value)) : null,
        RecordType.SRV => SrvValue.Parse(value) is { } srv && DomainNames.Read($"{srv.Target}.") is not null
            ? RecordEncoding.Server(ttl, srv, srv.Target)
            : null,
        _ => throw new ArgumentOutOfRangeException(nameof(key), key.Type, "no such record type"),
    };

    public static Wire.RecordType TypeOf(RecordType type) => type switch
    {
        RecordType.A => Wire.RecordType.A,
        RecordType.AAAA => Wire.RecordType.Aaaa,
        RecordType.SRV => Wire.RecordType.Srv,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "no such record type"),
    };
}
