using Pipeline.Contracts;

namespace Pipeline.Core.Instances;

/// <summary>Validates a claim that is reached through a load balancer.</summary>
internal static class BalancerRules
{
    /// <returns>The instance; or null and why not, as text for people.</returns>
    public static (Instance? Instance, string Detail) Validate(Endpoint claim, LoadBalancer balancer, string service)
    {
        if (balancer.HostedZoneId is not { Length: > 0 } zone) return (null, balancer.Missing ?? "no balancer leads to the port");
        var name = claim.Address?.TrimEnd('.').ToLowerInvariant() ?? "";
        if (!name.Contains('.') || ServiceName.FindFlaw(name, "") is not null)
            return (null, $"the balancer's name '{claim.Address}' is no DNS name");
        if (claim.HostPort is not (> 0 and <= 65535) and var listener)
            return (null, $"the listener's port '{listener}' is no port");
        return (new Instance(service, claim.ContainerPort, new TransportAddress(name, claim.HostPort.Value, claim.Protocol))
        {
            IsFixed = true,
            Balancer = new Balancer(zone, balancer.HasIPv6),
        }, "");
    }
}
