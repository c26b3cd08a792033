using System.Net;
using System.Net.Sockets;
using Pipeline.Contracts;
using Pipeline.Producer.Engines;

namespace Pipeline.Producer.Claims;

/// <summary>Where others reach a port.</summary>
internal sealed record Reachable(string Address, int Port);

/// <summary>How a container is reached from elsewhere.</summary>
/// <param name="HostAddress">The host's own IPv4 address.</param>
/// <param name="Network">The container whose networking counts: its own, or the one it shares (<c>container:ID</c>).</param>
/// <param name="TaskAddress">The address of its task's own network interface (awsvpc), where it has one.</param>
/// <remarks>
/// <code>
/// networking   reached at
/// host         the host's address, the container's port
/// awsvpc       the task's address, the container's port
/// others       the first published binding that another machine can use, else nowhere
/// </code>
/// </remarks>
internal sealed record Reachability(string HostAddress, ContainerInspection Network, string? TaskAddress = null)
{
    public TransportProtocol ProtocolOf(int port)
    {
        var transports = Network.Ports.Where(known => known.Number == port).Select(known => known.Protocol).ToHashSet();
        return transports.Contains(TransportProtocol.Udp) && !transports.Contains(TransportProtocol.Tcp) ? TransportProtocol.Udp : TransportProtocol.Tcp;
    }

    public Reachable? Find(int port, TransportProtocol protocol) => (Network.NetworkMode, TaskAddress) switch
    {
        _ when port is < 1 or > ushort.MaxValue => null,
        ("host", _) => new Reachable(HostAddress, port),
        (_, { } address) => new Reachable(address, port),
        _ => Network.Ports.Where(known => known.Number == port && known.Protocol == protocol).SelectMany(known => known.Bindings)
            .Select(binding => (Found: Through(binding), binding.Address))
            .Where(candidate => candidate.Found is not null)
            // Engines list an IPv6 wildcard beside the IPv4 one; alone, it takes IPv4 too.
            .OrderBy(candidate => candidate.Address == "::" ? 1 : 0)
            .Select(candidate => candidate.Found)
            .FirstOrDefault(),
    };

    private Reachable? Through(HostBinding binding) => binding.Address switch
    {
        "" or "0.0.0.0" or "::" => new Reachable(HostAddress, binding.Port),
        var text when IPAddress.TryParse(text, out var address) && address.AddressFamily is AddressFamily.InterNetwork && !HiddenInHost(address) =>
            new Reachable(text, binding.Port),
        _ => null,
    };

    // A loopback binding serves its own machine alone, which is everybody only where the host itself lives on loopback.
    private bool HiddenInHost(IPAddress bound) => IPAddress.IsLoopback(bound) && !IPAddress.IsLoopback(IPAddress.Parse(HostAddress));
}
