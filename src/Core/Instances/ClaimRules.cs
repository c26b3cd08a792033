using Pipeline.Contracts;
using Pipeline.Core.Vocabulary;

namespace Pipeline.Core.Instances;

/// <summary>Validates a claim by itself: the instance that it would register, or why not.</summary>
public static class ClaimRules
{
    /// <summary>The most claims of one container that count.</summary>
    public const int MaxClaims = 256;

    /// <summary>The most flaws of one container that are told.</summary>
    public const int MaxFlaws = 32;

    /// <summary>All IPv6 addresses of a machine.</summary>
    private const string AnyIPv6 = "::";

    /// <summary>The refusal of a claim that comes after the last one that counts.</summary>
    public static Refusal RefuseTooMany(Endpoint claim) =>
        new(claim, RefusalReason.TooMany, $"only the first {MaxClaims} claims of a container count; this one and all after it are ignored");

    /// <returns>
    /// The instance, or why not; neither for a claim of a container that leaves its name to the balancer of its ECS service.
    /// </returns>
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

        var details = ClaimDetails.Read(claim);
        if (claim.Balancer is { } balancer)
        {
            var (behind, missing) = BalancerRules.Validate(claim, balancer, name);
            return behind is null ? Refused(RefusalReason.NotPublished, missing) : (details.AddTo(behind), null);
        }

        if (details.LeadsToBalancer) return (null, null);

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

        if (TransportAddress.FindUnreachable(address) is { } unreachable)
            return Refused(
                RefusalReason.NotPublished, $"port {claim.ContainerPort}/{protocol} is published at {address}, {unreachable}");

        var instance = new Instance(name, claim.ContainerPort, new TransportAddress(address, port, claim.Protocol))
        {
            IsFixed = claim.IsFixed,
            Address6 = TransportAddress.IsIPv4(address) && TransportAddress.IsIPv6(claim.Address6)
                && TransportAddress.FindUnreachable(claim.Address6!) is null
                    ? claim.Address6
                    : null,
        };
        return (details.AddTo(instance), null);

        (Instance?, Refusal?) Refused(RefusalReason why, string sentence) => (null, new Refusal(claim, why, sentence));
    }
}
