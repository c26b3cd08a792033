using Pipeline.Contracts;

namespace Pipeline.Core.Instances;

/// <summary>One port of one address. At most one instance is registered there at any moment.</summary>
public sealed record TransportAddress(string Address, int Port, TransportProtocol Protocol)
{
    /// <summary><c>ADDRESS:PORT</c>, for people and URLs; an IPv6 address is put in brackets (RFC 3986, section 3.2.2).</summary>
    public static string FormatAddressAndPort(string address, int port) =>
        address.Contains(':') ? $"[{address}]:{port}" : $"{address}:{port}";

    /// <inheritdoc cref="FormatAddressAndPort(string, int)"/>
    public string FormatAddressAndPort() => FormatAddressAndPort(Address, Port);

    /// <summary><c>ADDRESS:PORT/PROTOCOL</c>; also the key under which the registry finds who holds the address.</summary>
    public override string ToString() => $"{FormatAddressAndPort()}/{(Protocol is TransportProtocol.Udp ? "udp" : "tcp")}";
}
