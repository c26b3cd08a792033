using Pipeline.Contracts;

namespace Pipeline.Core.Instances;

/// <summary>One port of one address: at any moment at most one instance answers there.</summary>
public sealed record TransportAddress(string Address, int Port, TransportProtocol Protocol)
{
    public override string ToString() => $"{Address}:{Port}/{(Protocol is TransportProtocol.Udp ? "udp" : "tcp")}";
}
