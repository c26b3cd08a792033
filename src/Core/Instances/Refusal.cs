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

    /// <summary>A container that started later holds the same address and port.</summary>
    PortTaken,
}

/// <summary>A claim that is not taken up. The container's other claims are not concerned.</summary>
/// <param name="Claim">The claim as the host stated it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Detail">The same for people, with what to do.</param>
public sealed record Refusal(Endpoint Claim, RefusalReason Reason, string Detail);
