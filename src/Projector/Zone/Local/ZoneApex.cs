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

    private readonly DomainName hostmaster;

    /// <param name="domain">The zone's name.</param>
    /// <param name="nameServer">The address on which the name server listens; a wildcard address is published as loopback.</param>
    /// <exception cref="ArgumentException">The domain is not a valid domain name.</exception>
    public ZoneApex(string domain, IPAddress nameServer)
    {
        var lower = domain.TrimEnd('.').ToLowerInvariant();
        Domain = DomainNames.Read(lower) ?? throw new ArgumentException($"'{domain}' is no domain name", nameof(domain));
        hostmaster = CreateSubdomain("hostmaster");
        NameServer = CreateSubdomain("ns");
        Name = lower;
        NameServerName = DomainNames.ToKey(NameServer);
        NameServers = new(Wire.RecordType.Ns, [new Wire.NsRecord(Domain, Ttl, NameServer)]);
        NameServerAddress = CreateAddress(NameServer, ToReachable(nameServer));
    }

    public DomainName Domain { get; }

    /// <summary>The domain in the form in which the zone stores names: lower case, without the final dot.</summary>
    public string Name { get; }

    public DomainName NameServer { get; }

    public string NameServerName { get; }

    public Rrset NameServers { get; }

    public Rrset NameServerAddress { get; }

    public Wire.SoaRecord Soa(uint serial) => new(
        Domain,
        NegativeTtl,
        NameServer,
        hostmaster,
        serial,
        refreshInterval: 60,
        retryInterval: 10,
        expireInterval: 86_400,
        NegativeTtl);

    private DomainName CreateSubdomain(string label) => new([label, .. Domain.Labels]);

    private static IPAddress ToReachable(IPAddress address) =>
        address.Equals(IPAddress.Any) ? IPAddress.Loopback
        : address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback
        : address;

    private static Rrset CreateAddress(DomainName name, IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6
            ? new(Wire.RecordType.Aaaa, [new Wire.AaaaRecord(name, Ttl, address)])
            : new(Wire.RecordType.A, [new Wire.ARecord(name, Ttl, address)]);
}
