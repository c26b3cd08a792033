using System.Net;
using System.Net.Sockets;
using ARSoft.Tools.Net;
using Wire = ARSoft.Tools.Net.Dns;

namespace Pipeline.Projector.Zone.Local;

/// <summary>A zone's own records: SOA, NS and the address of its name server, <c>ns.</c> below the domain.</summary>
public sealed class ZoneApex
{
    /// <summary>
    /// The time in seconds for which a resolver may cache the absence of a name (RFC 2308). It is short, because names are created and
    /// deleted with containers.
    /// </summary>
    public const int NegativeTtl = 5;

    private const int Ttl = 60;

    // Of a second name server, in seconds; there is none.
    private const uint Refresh = 60, Retry = 10, Expire = 86_400;

    private readonly byte[] wireName;

    /// <param name="domain">The zone's name.</param>
    /// <param name="nameServer">The address on which the name server listens; a wildcard address is published as loopback.</param>
    /// <exception cref="ArgumentException">The domain is not a valid domain name.</exception>
    public ZoneApex(string domain, IPAddress nameServer)
    {
        var lower = domain.TrimEnd('.').ToLowerInvariant();
        Domain = DomainNames.Read(lower) ?? throw new ArgumentException($"'{domain}' is no domain name", nameof(domain));
        Name = lower;
        wireName = WireNames.Encode(lower);
        NameServerName = $"ns.{lower}";
        NameServers = new(Wire.RecordType.Ns, [RecordEncoding.NameServer(Ttl, NameServerName)]);
        NameServerAddress = CreateAddress(ToReachable(nameServer));
    }

    public DomainName Domain { get; }

    /// <summary>The domain in the form in which the zone stores names: lower case, without the final dot.</summary>
    public string Name { get; }

    /// <summary>The domain as messages carry it.</summary>
    public ReadOnlySpan<byte> WireName => wireName;

    public string NameServerName { get; }

    public Rrset NameServers { get; }

    public Rrset NameServerAddress { get; }

    public ZoneRecord Soa(uint serial) =>
        RecordEncoding.StartOfAuthority(NegativeTtl, NameServerName, $"hostmaster.{Name}", serial, Refresh, Retry, Expire);

    private static IPAddress ToReachable(IPAddress address) =>
        address.Equals(IPAddress.Any) ? IPAddress.Loopback
        : address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback
        : address;

    private static Rrset CreateAddress(IPAddress address) => new(
        address.AddressFamily is AddressFamily.InterNetworkV6 ? Wire.RecordType.Aaaa : Wire.RecordType.A,
        [RecordEncoding.Address(Ttl, address)]);
}
