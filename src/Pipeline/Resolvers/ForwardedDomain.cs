using System.Net;

namespace Pipeline.Resolvers;

/// <summary>A domain, and the name server that a resolver passes its questions to.</summary>
/// <param name="Domain">The domain, without a final dot.</param>
/// <param name="Server">The address on which the name server listens.</param>
internal sealed record ForwardedDomain(string Domain, IPEndPoint Server)
{
    /// <summary>The address as a program of the same machine reaches it.</summary>
    public IPAddress Address =>
        Server.Address.Equals(IPAddress.Any) ? IPAddress.Loopback
        : Server.Address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback
        : Server.Address;

    /// <summary>Address and port with a colon between, an IPv6 address in brackets.</summary>
    public string AddressAndPort => new IPEndPoint(Address, Server.Port).ToString();
}
