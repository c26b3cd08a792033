using System.Net;
using System.Net.Sockets;
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

    /// <summary><c>ADDRESS:PORT/PROTOCOL</c>, for people.</summary>
    public override string ToString() => $"{FormatAddressAndPort()}/{ProtocolName}";

    /// <summary>Whether a text is an IPv4 address in dotted decimal, written as everybody writes it.</summary>
    public static bool IsIPv4(string? text) =>
        IPAddress.TryParse(text, out var address) && address.AddressFamily is AddressFamily.InterNetwork && address.ToString() == text;

    /// <summary>Whether a text is an IPv6 address without a zone, in the one form of RFC 5952.</summary>
    public static bool IsIPv6(string? text) =>
        IPAddress.TryParse(text, out var address) && address is { AddressFamily: AddressFamily.InterNetworkV6, ScopeId: 0 }
        && address.ToString() == text;

    /// <summary>The key under which the registry finds who holds the address. It is stored, without brackets: it never changes.</summary>
    public string ToKey() => $"{Address}:{Port}/{ProtocolName}";

    private string ProtocolName => Protocol is TransportProtocol.Udp ? "udp" : "tcp";
}
