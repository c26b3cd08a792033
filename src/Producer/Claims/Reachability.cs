using System.Net;
using System.Net.Sockets;
using Pipeline.Contracts;
using Pipeline.Producer.Engines;

namespace Pipeline.Producer.Claims;

/// <summary>Where other machines reach a port of a container.</summary>
internal sealed record ReachableAddress(string Address, int Port);

/// <summary>How other machines reach a container.</summary>
/// <param name="HostAddress">The host's own IPv4 address.</param>
/// <param name="Network">The container that owns the network: itself, or the one whose network it shares (<c>container:ID</c>).</param>
/// <param name="TaskAddress">The address of its task's own network interface (awsvpc); null if it has none.</param>
/// <remarks>
/// <code>
/// network mode   reached at
/// host           the host's address, the container's port
/// awsvpc         the task's address, the container's port
/// others         the first published binding that other machines can use; else not reachable
/// </code>
/// </remarks>
internal sealed record Reachability(string HostAddress, ContainerInspection Network, string? TaskAddress = null)
{
    /// <summary>
    /// The transport of a port for which the claim names none: UDP if the container has the port for UDP alone, else TCP.
    /// </summary>
    public TransportProtocol InferProtocol(int port)
    {
        var protocols = Network.Ports.Where(known => known.Number == port).Select(known => known.Protocol).ToHashSet();
        return protocols.SetEquals([TransportProtocol.Udp]) ? TransportProtocol.Udp : TransportProtocol.Tcp;
    }

    /// <returns>Null if other machines cannot reach the port.</returns>
    public ReachableAddress? FindAddress(int port, TransportProtocol protocol) => (Network.NetworkMode, TaskAddress) switch
    {
        _ when port is < 1 or > ushort.MaxValue => null,
        ("host", _) => new ReachableAddress(HostAddress, port),
        (_, { } address) => new ReachableAddress(address, port),
        _ => FindPublished(port, protocol),
    };

    private ReachableAddress? FindPublished(int port, TransportProtocol protocol) =>
        Network.Ports.Where(known => known.Number == port && known.Protocol == protocol)
            .SelectMany(known => known.Bindings)
            .OrderBy(IsIPv6Wildcard)
            .Select(ToReachable)
            .FirstOrDefault(reachable => reachable is not null);

    private ReachableAddress? ToReachable(HostBinding binding) => binding.Address switch
    {
        "" or "0.0.0.0" or "::" => new ReachableAddress(HostAddress, binding.Port),
        var text when IPAddress.TryParse(text, out var bound) && bound.AddressFamily is AddressFamily.InterNetwork && !IsHidden(bound) =>
            new ReachableAddress(text, binding.Port),
        _ => null,
    };

    // Engines list an IPv6 wildcard beside the IPv4 one, which comes first here. Alone, the IPv6 wildcard accepts IPv4 as well.
    private static bool IsIPv6Wildcard(HostBinding binding) => binding.Address == "::";

    // A loopback binding serves only its own machine. That is enough if the host itself is addressed by loopback.
    private bool IsHidden(IPAddress bound) => IPAddress.IsLoopback(bound) && !IPAddress.IsLoopback(IPAddress.Parse(HostAddress));
}
