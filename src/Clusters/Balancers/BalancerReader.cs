using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Pipeline.Contracts;

namespace Pipeline.Clusters.Balancers;

/// <summary>Reads balancers and listeners out of AWS's answers.</summary>
internal static class BalancerReader
{
    private const string Dualstack = "dualstack";

    /// <returns>Null for a balancer without a DNS name: a gateway's.</returns>
    public static BalancerRoute? Read(Amazon.ElasticLoadBalancingV2.Model.LoadBalancer balancer, IEnumerable<Listener> listeners) =>
        balancer is { DNSName.Length: > 0, CanonicalHostedZoneId.Length: > 0 }
            ? new BalancerRoute(
                balancer.DNSName, balancer.CanonicalHostedZoneId,
                balancer.IpAddressType?.Value.StartsWith(Dualstack, StringComparison.Ordinal) is true,
                balancer.Scheme == LoadBalancerSchemeEnum.Internal,
                [.. listeners.Select(Read).OfType<BalancerListener>()])
            : null;

    private static BalancerListener? Read(Listener listener) => listener.Port is not { } port ? null : new(
        port,
        listener.Protocol?.Value switch
        {
            "HTTP" or "HTTPS" or "TCP" or "TLS" => [TransportProtocol.Tcp],
            "UDP" or "QUIC" => [TransportProtocol.Udp],
            "TCP_UDP" or "TCP_QUIC" => [TransportProtocol.Tcp, TransportProtocol.Udp],
            _ => [],
        },
        listener.Protocol?.Value is "HTTPS" or "TLS",
        [
            .. (listener.DefaultActions ?? []).SelectMany(action =>
                (action.ForwardConfig?.TargetGroups ?? []).Select(group => group.TargetGroupArn).Append(action.TargetGroupArn))
                .Where(arn => arn is { Length: > 0 }),
        ],
        listener.DefaultActions is [_, ..] actions && actions.TrueForAll(action => action.Type == ActionTypeEnum.Redirect));
}
