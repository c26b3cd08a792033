using Pipeline.Contracts;

namespace Pipeline.Core.Instances;

/// <summary>Why a claim is not registered.</summary>
public enum RefusalReason
{
    /// <summary>The claimed name cannot be a DNS name.</summary>
    InvalidName,

    /// <summary>The claimed name is outside the domain.</summary>
    NotOurs,

    /// <summary>The port is not a port number.</summary>
    InvalidPort,

    /// <summary>The name says another protocol than the port has: <c>_calc._udp</c> on a TCP port.</summary>
    ProtocolMismatch,

    /// <summary>Other machines cannot reach the port.</summary>
    NotPublished,

    /// <summary>
    /// Another claim holds the same address and port: of a container that started later, or an earlier one of the same container.
    /// </summary>
    PortTaken,

    /// <summary>The container claims more services than count.</summary>
    TooMany,

    /// <summary>Programs give the claimed name a meaning of their own.</summary>
    Reserved,

    /// <summary>The claimed name belongs to another owner.</summary>
    NotOwner,
}

/// <summary>A claim that is not registered. The container's other claims are not affected.</summary>
/// <param name="Claim">The claim as the host reported it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Detail">The reason as text for people, with what to do.</param>
public sealed record Refusal(Endpoint Claim, RefusalReason Reason, string Detail)
{
    /// <summary>
    /// Identifies a claim within a container, published or not; each has at most one refusal.
    /// </summary>
    public static (string Service, int ContainerPort, TransportProtocol Protocol) SubjectOf(Endpoint claim) =>
        (claim.Service, claim.ContainerPort, claim.Protocol);
}
