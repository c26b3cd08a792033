namespace Pipeline.Contracts;

/// <summary>The transport of an endpoint's port.</summary>
public enum TransportProtocol
{
    Tcp,
    Udp,
}
