using Pipeline.Contracts;
using Pipeline.Core.Vocabulary;

namespace Pipeline.Core.Instances;

/// <summary>Validates a claim by itself: the instance that it would register, or why not.</summary>
public static class ClaimRules
{
    /// <summary>The most claims of one container that count.</summary>
    public const int MaxClaims = 256;

    /// <summary>All IPv6 addresses of a machine.</summary>
    private const string AnyIPv6 = "::";

    /// <summary>The refusal of a claim that comes after the last one that counts.</summary>
    public static Refusal RefuseTooMany(Endpoint claim) =>
        new(claim, RefusalReason.TooMany, $"only the first {MaxClaims} claims of a container count; this one and all after it are ignored");

    public static (Instance? Instance, Refusal? Refusal) Validate(Endpoint claim, string domain)
    {
        var (name, reason, detail) = ServiceName.Parse(claim.Service, domain);
        if (name is null)
            return Refused(reason, detail);

        if (claim.ContainerPort is < 1 or > 65535)
            return Refused(RefusalReason.InvalidPort, $"{claim.ContainerPort} is no port; ports are 1 to 65535");

        if (!Enum.IsDefined(claim.Protocol))
            return Refused(
                RefusalReason.ProtocolMismatch,
                $"port {claim.ContainerPort} speaks {Word.Format(claim.Protocol)}, which this version does not know; "
                + "publish a TCP or UDP port");

        var protocol = claim.Protocol is TransportProtocol.Udp ? "udp" : "tcp";
        if (ServiceName.GetProtocol(name) is { } stated && stated != protocol)
            return Refused(
                RefusalReason.ProtocolMismatch, $"'{claim.Service}' says {stated}, but port {claim.ContainerPort} speaks {protocol}");

        if (claim is not { HostPort: { } port and > 0 and <= 65535, Address: { } address })
            return Refused(
                RefusalReason.NotPublished,
                $"port {claim.ContainerPort}/{protocol} is published nowhere that others can reach; "
                + $"publish it (-p {claim.ContainerPort}) or use the host network");

        if (address is AnyIPv6)
            return Refused(
                RefusalReason.NotPublished,
                $"port {claim.ContainerPort}/{protocol} is published at IPv6 alone "
                + $"({TransportAddress.FormatAddressAndPort(address, port)}), and its host's IPv6 address is not known; "
                + $"set Pipeline__HostAddress6, or publish it at IPv4 too (-p {claim.ContainerPort})");

        if (!TransportAddress.IsIPv4(address) && !TransportAddress.IsIPv6(address))
            return Refused(
                RefusalReason.NotPublished, $"port {claim.ContainerPort}/{protocol} is published at '{address}', which is no IP address");

        var instance = new Instance(name, claim.ContainerPort, new TransportAddress(address, port, claim.Protocol))
        {
            IsFixed = claim.IsFixed,
            Address6 = claim.Address6 is not AnyIPv6 && TransportAddress.IsIPv4(address) && TransportAddress.IsIPv6(claim.Address6)
                ? claim.Address6
                : null,
        };
        return (instance, null);

        (Instance?, Refusal?) Refused(RefusalReason why, string sentence) => (null, new Refusal(claim, why, sentence));
    }
}
