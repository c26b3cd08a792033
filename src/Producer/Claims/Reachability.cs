using System.Net;
using Pipeline.Contracts;
using Pipeline.Producer.Engines;

namespace Pipeline.Producer.Claims;

/// <summary>Where a port of a container is published for other machines.</summary>
/// <param name="Address">An IPv4 address; or, where the port is published at IPv6 alone, that address, which the registry refuses.</param>
/// <param name="Port">The port at the address.</param>
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
/// others         the first published binding that other machines can use at IPv4; else the first at IPv6; else not reachable
/// </code>
/// An engine publishes at IPv4 and at IPv6 by a binding each: where only <c>[::]</c> is bound, nothing listens at IPv4.
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

    private ReachableAddress? FindPublished(int port, TransportProtocol protocol)
    {
        ReachableAddress[] published =
        [
            .. Network.Ports.Where(known => known.Number == port && known.Protocol == protocol)
                .SelectMany(known => known.Bindings)
                .Select(ToReachable)
                .OfType<ReachableAddress>(),
        ];
        return published.FirstOrDefault(reachable => !reachable.Address.Contains(':')) ?? published.FirstOrDefault();
    }

    private ReachableAddress? ToReachable(HostBinding binding) => binding.Address switch
    {
        "" or "0.0.0.0" => new ReachableAddress(HostAddress, binding.Port),
        var text when IPAddress.TryParse(text, out var bound) && !IsHidden(bound) => new ReachableAddress(text, binding.Port),
        _ => null,
    };

    // A loopback binding serves only its own machine. That is enough if the host itself is addressed by loopback.
    private bool IsHidden(IPAddress bound) => IPAddress.IsLoopback(bound) && !IPAddress.IsLoopback(IPAddress.Parse(HostAddress));
}
