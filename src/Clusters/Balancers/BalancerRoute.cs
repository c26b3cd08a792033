using System.Collections.Immutable;
using Pipeline.Contracts;

namespace Pipeline.Clusters.Balancers;

/// <summary>A load balancer, and how its listeners lead to target groups.</summary>
/// <param name="Name">Its DNS name.</param>
/// <param name="HostedZoneId">The hosted zone of its name in Route 53.</param>
/// <param name="HasIPv6">Whether clients reach it at IPv6 as well.</param>
/// <param name="IsInternal">Whether only its VPC reaches it.</param>
/// <param name="Listeners">Its listeners.</param>
public sealed record BalancerRoute(
    string Name, string HostedZoneId, bool HasIPv6, bool IsInternal, ImmutableArray<BalancerListener> Listeners)
{
    /// <summary>
    /// The listener that leads to a target group: one of those that forward to it by default; else, as rules are not read, one of those
    /// that do more than redirect. Of several the one with TLS comes first, then the one with the lowest port: a name has one port, so
    /// that no client speaks plain text to a port with TLS.
    /// </summary>
    /// <returns>Null if none speaks the protocol.</returns>
    public BalancerListener? FindListener(string targetGroup, TransportProtocol protocol)
    {
        var speaking = Listeners.Where(listener => listener.Protocols.Contains(protocol)).ToList();
        var leading = speaking.FindAll(listener => listener.ForwardsTo.Contains(targetGroup));
        return (leading is [] ? speaking.Where(listener => !listener.OnlyRedirects) : leading)
            .OrderByDescending(listener => listener.IsSecure).ThenBy(listener => listener.Port).FirstOrDefault();
    }
}

/// <summary>A port at which a balancer takes connections.</summary>
/// <param name="Port">The port.</param>
/// <param name="Protocols">The transports that it takes.</param>
/// <param name="IsSecure">Whether it ends TLS.</param>
/// <param name="ForwardsTo">The target groups to which it forwards what no rule applies to.</param>
/// <param name="OnlyRedirects">Whether it redirects what no rule applies to.</param>
public sealed record BalancerListener(
    int Port, ImmutableArray<TransportProtocol> Protocols, bool IsSecure, ImmutableHashSet<string> ForwardsTo, bool OnlyRedirects);
