using Pipeline.Contracts;

namespace Pipeline.Core.Instances;

/// <summary>Why a claim is not taken up.</summary>
public enum RefusalReason
{
    /// <summary>The claimed name cannot be a DNS name.</summary>
    InvalidName,

    /// <summary>The claimed name lies outside the domain.</summary>
    NotOurs,

    /// <summary>The port is no port number.</summary>
    InvalidPort,

    /// <summary>The name says another protocol than the port speaks: <c>_calc._udp</c> on a TCP port.</summary>
    ProtocolMismatch,

    /// <summary>Nobody outside the container's host can reach the port.</summary>
    NotPublished,

    /// <summary>
    /// Another claim holds the same address and port: of a container that started later, or an earlier one of the same container.
    /// </summary>
    PortTaken,
}

/// <summary>A claim that is not taken up. The container's other claims are not concerned.</summary>
/// <param name="Claim">The claim as the host stated it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Detail">The same for people, with what to do.</param>
public sealed record Refusal(Endpoint Claim, RefusalReason Reason, string Detail)
{
    /// <summary>
    /// What tells the claims of one container apart, whether they are published or not; of each at most one refusal stands.
    /// </summary>
    public static (string Service, int ContainerPort, TransportProtocol Protocol) SubjectOf(Endpoint claim) =>
        (claim.Service, claim.ContainerPort, claim.Protocol);
}
