using System.Net;
using Pipeline.Contracts;

namespace Pipeline.Claims;

/// <summary>Where a port of a container is published for other machines.</summary>
/// <param name="Address">An IPv4 address; or, where the port is published at IPv6 alone, that address.</param>
/// <param name="Port">The port at the address.</param>
public sealed record ReachableAddress(string Address, int Port)
{
    /// <summary>The IPv6 address that leads to the same port beside an IPv4 <see cref="Address"/>; null for none.</summary>
    public string? Address6 { get; init; }

    /// <summary>Whether the port was chosen by a declaration, not by the engine.</summary>
    public bool IsFixed { get; init; }
}

/// <summary>How other machines reach a container.</summary>
/// <param name="Host">The host's own addresses.</param>
/// <param name="Network">The container that owns the network: itself, or the one whose network it shares (<c>container:ID</c>).</param>
/// <param name="Task">The addresses of its task's own network interface (awsvpc); null if it has none.</param>
/// <remarks>
/// <code>
/// network mode   reached at                                                      port
/// host           the host's addresses                                            the container's; fixed
/// awsvpc         the task's addresses                                            the container's; fixed
/// others         the first published binding that other machines can use at      the host's; fixed if it was named when the
///                IPv4, and the one at IPv6 with the same port; else the first    container was created
///                at IPv6; else not reachable
/// </code>
/// An engine publishes at IPv4 and at IPv6 by a binding each: where only <c>[::]</c> is bound, nothing listens at IPv4.
/// </remarks>
public sealed record Reachability(InterfaceAddresses Host, ContainerInspection Network, InterfaceAddresses? Task = null)
{
    private const string AnyIPv6 = "::";

    /// <summary>
    /// The transport of a port for which the claim names none: UDP if the container has the port for UDP alone, else TCP.
    /// </summary>
    public TransportProtocol InferProtocol(int port)
    {
        var protocols = Network.Ports.Where(known => known.Number == port).Select(known => known.Protocol).ToHashSet();
        return protocols.SetEquals([TransportProtocol.Udp]) ? TransportProtocol.Udp : TransportProtocol.Tcp;
    }

    /// <returns>Null if other machines cannot reach the port.</returns>
    public ReachableAddress? FindAddress(int port, TransportProtocol protocol) => (Network.NetworkMode, Task) switch
    {
        _ when port is < 1 or > ushort.MaxValue => null,
        ("host", _) => At(Host, port),
        (_, { } addresses) => At(addresses, port),
        _ => FindPublished(port, protocol),
    };

    private static ReachableAddress? At(InterfaceAddresses addresses, int port) => addresses switch
    {
        { IPv4: { } address } => new ReachableAddress(address, port) { Address6 = addresses.IPv6, IsFixed = true },
        { IPv6: { } address } => new ReachableAddress(address, port) { IsFixed = true },
        _ => null,
    };

    private ReachableAddress? FindPublished(int port, TransportProtocol protocol)
    {
        var bindings = Network.Ports.Where(known => known.Number == port && known.Protocol == protocol)
            .SelectMany(known => known.Bindings)
            .ToList();
        var published = bindings.Select(ToReachable4).OfType<ReachableAddress>().FirstOrDefault();
        var published6 = bindings.Select(ToReachable6).OfType<ReachableAddress>()
            .FirstOrDefault(reachable => published is null || (reachable.Port == published.Port && reachable.Address is not AnyIPv6));
        return published is null ? published6 : published with { Address6 = published6?.Address };
    }

    private ReachableAddress? ToReachable4(HostBinding binding) => binding.Address switch
    {
        "" or "0.0.0.0" => Publish(Host.IPv4, binding),
        var text when !text.Contains(':') && IsUsable(text) => Publish(text, binding),
        _ => null,
    };

    // Where the host's IPv6 address is not known, the binding is reported as it is, and the registry refuses the claim and says why.
    private ReachableAddress? ToReachable6(HostBinding binding) => binding.Address switch
    {
        "" => Publish(Host.IPv6, binding),
        AnyIPv6 => Publish(Host.IPv6 ?? AnyIPv6, binding),
        var text when text.Contains(':') && IsUsable(text) => Publish(text, binding),
        _ => null,
    };

    private static ReachableAddress? Publish(string? address, HostBinding binding) =>
        address is null ? null : new ReachableAddress(address, binding.Port) { IsFixed = binding.IsFixed };

    // A loopback binding serves only its own machine. That is enough if the host itself is addressed by loopback.
    private bool IsUsable(string text) => IPAddress.TryParse(text, out var bound)
        && (!IPAddress.IsLoopback(bound) || (Host.IPv4 is { } own && IPAddress.IsLoopback(IPAddress.Parse(own))));
}
