using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Pipeline.Claims;
using Pipeline.Clusters.Balancers;
using Pipeline.Clusters.Tasks;
using Pipeline.Contracts;
using Pipeline.Core.Instances;

namespace Pipeline.Clusters.Services;

/// <summary>
/// What the containers of a service claim that leave their names to its balancer (<c>SERVICE_8081_ROUTE=balancer</c>), whether tasks run
/// or not. Each container of its definitions counts once, with what the newest definition says of a claim.
/// <code>
/// the port is registered with              the name leads to
/// a target group of one balancer           that balancer, at the port of its listener
/// target groups of several                 an internal balancer before one for the Internet; a flaw tells of the others
/// none; a Classic Load Balancer;           nothing: the claim is refused, and says why
/// a target group without a balancer
/// </code>
/// </summary>
internal static class ServiceClaims
{
    /// <param name="service">The service.</param>
    /// <param name="templates">Its definitions, the newest first.</param>
    /// <param name="routes">The balancers of each target group that exists.</param>
    /// <param name="ownerLabel">The label that says who owns a container.</param>
    /// <returns>None if no container leaves a name to a balancer.</returns>
    public static IReadOnlyList<ContainerSnapshot> Read(
        ClusterService service, IEnumerable<TaskTemplate> templates, IReadOnlyDictionary<string, IReadOnlyList<BalancerRoute>> routes,
        string ownerLabel) =>
    [
        .. from template in templates
           from container in template.Containers
           let snapshot = Read(service, template, container.Key, container.Value, ownerLabel)
           where snapshot.Endpoints is not []
           group snapshot by container.Key into one
           let claims = one.SelectMany(snapshot => snapshot.Endpoints).DistinctBy(Refusal.SubjectOf)
               .Select(claim => Lead(claim, service, one.Key, routes)).ToList()
           select one.First() with
           {
               Endpoints = [.. claims.Select(claim => claim.Claim)],
               Flaws = claims.Select(claim => claim.Flaw).OfType<ClaimFlaw>().ToList() is [_, ..] flaws ? flaws : null,
           },
    ];

    /// <summary>The container of a definition, with the claims that it leaves to a balancer.</summary>
    private static ContainerSnapshot Read(
        ClusterService service, TaskTemplate template, string name, ContainerTemplate container, string ownerLabel)
    {
        var inspection = new ContainerInspection
        {
            Id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{service.Arn}/{name}"))),
            Name = $"{service.Name}/{name}",
            Image = template.Family,
            Status = EngineContainerStatus.Running,
            StartedAt = service.CreatedAt,
            Environment = [.. container.Environment.Select(variable => $"{variable.Key}={variable.Value}")],
            Labels = container.Labels,
            NetworkMode = template.NetworkMode,
            Ports = [.. container.Ports.Select(port => new ContainerPort(port.Number, port.Protocol, []))],
        };
        var snapshot = new ClaimReader(inspection).ReadSnapshot(new Reachability(new InterfaceAddresses(null), inspection), ownerLabel);
        return snapshot is null
            ? new ContainerSnapshot
            {
                Id = inspection.Id,
                Name = "",
                Image = "",
                StartedAt = default,
                Phase = ContainerPhase.Running,
                Endpoints = [],
            }
            : snapshot with { Endpoints = [.. snapshot.Endpoints.Where(claim => ClaimDetails.Read(claim).LeadsToBalancer)] };
    }

    private static (Endpoint Claim, ClaimFlaw? Flaw) Lead(
        Endpoint claim, ClusterService service, string container, IReadOnlyDictionary<string, IReadOnlyList<BalancerRoute>> routes)
    {
        // Targets are checked by their balancer, and no instance is probed through it.
        var bare = claim with
        {
            Address = null,
            Address6 = null,
            HostPort = null,
            Check = "none",
            CheckInterval = null,
            CheckTimeout = null,
        };
        var ports = service.Ports.Where(port => (port.Container, port.Port) == (container, claim.ContainerPort)).ToList();
        var found =
            from port in ports
            where port.TargetGroup is not null
            from balancer in routes.GetValueOrDefault(port.TargetGroup!) ?? []
            let listener = balancer.FindListener(port.TargetGroup!, claim.Protocol)
            where listener is not null
            orderby balancer.IsInternal descending
            select (Balancer: balancer, Listener: listener);
        var leading = found.DistinctBy(route => route.Balancer.Name).ToList();
        if (leading is not [var (first, chosen), .. var others])
            return (bare with { Balancer = new LoadBalancer { Missing = Explain(claim, service, container, ports, routes) } }, null);

        var led = bare with
        {
            Address = first.Name,
            HostPort = chosen.Port,
            IsFixed = true,
            Balancer = new LoadBalancer { HostedZoneId = first.HostedZoneId, HasIPv6 = first.HasIPv6 },
        };
        return (led, others is [] ? null : new ClaimFlaw(
            $"SERVICE_{claim.ContainerPort}_ROUTE",
            $"the port is behind several load balancers, and a name has one route: '{claim.Service}' leads to {first.Name}, and not to "
            + string.Join(", ", others.Select(route => route.Balancer.Name))));
    }

    private static string Explain(
        Endpoint claim, ClusterService service, string container, List<BalancedPort> ports,
        IReadOnlyDictionary<string, IReadOnlyList<BalancerRoute>> routes)
    {
        var (port, tasks) = (claim.ContainerPort, $"or set SERVICE_{claim.ContainerPort}_ROUTE=tasks");
        if (ports is [])
            return $"service {service.Name} has no load balancer for port {port} of container {container}; add one, {tasks}";
        if (ports.TrueForAll(one => one.TargetGroup is null))
            return $"port {port} of service {service.Name} is behind a Classic Load Balancer; use a target group, {tasks}";
        var groups = string.Join(", ", ports.Select(one => one.TargetGroup).OfType<string>());
        return ports.TrueForAll(one => one.TargetGroup is null || routes.GetValueOrDefault(one.TargetGroup) is null or [])
            ? $"no load balancer forwards to target group {groups} of service {service.Name}; add a listener, {tasks}"
            : $"no listener of its load balancer leads {claim.Protocol.ToString().ToLowerInvariant()} to target group {groups} of service "
                + $"{service.Name}; add one, {tasks}";
    }
}
