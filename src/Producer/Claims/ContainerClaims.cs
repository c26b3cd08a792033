using Pipeline.Contracts;
using Pipeline.Producer.Engines;

namespace Pipeline.Producer.Claims;

/// <summary>What a container claims, good claims and bad: the producer reads, the registry judges.</summary>
internal static class ContainerClaims
{
    /// <summary>Whether a container claims anything at all.</summary>
    public static bool Any(ContainerInspection container) => ServiceVariable.ReadAll(container.Environment).Count > 0;

    /// <summary>The container as facts show it, running or paused; null where it claims nothing.</summary>
    public static ContainerSnapshot? Read(ContainerInspection container, Reachability reach)
    {
        var claims = ServiceVariable.ReadAll(container.Environment);
        var checks = new CheckVariables(container);
        return claims is [] ? null : new ContainerSnapshot
        {
            Id = container.Id,
            Name = container.Name,
            Image = container.Image,
            StartedAt = container.StartedAt,
            Phase = container.Status is ContainerStatus.Paused ? ContainerPhase.Paused : ContainerPhase.Running,
            Endpoints = [.. claims.Select(claim => ToEndpoint(claim, checks, reach))],
            Task = EcsLabels.Read(container.Labels),
            Health = container.Health,
        };
    }

    private static Endpoint ToEndpoint(ServiceVariable claim, CheckVariables checks, Reachability reach)
    {
        var protocol = claim.Protocol ?? reach.ProtocolOf(claim.Port);
        var found = reach.Find(claim.Port, protocol);
        return new Endpoint
        {
            Service = claim.Name,
            Protocol = protocol,
            ContainerPort = claim.Port,
            HostPort = found?.Port,
            Address = found?.Address,
            Check = checks.Check(claim.Port),
            CheckInterval = checks.Interval(claim.Port),
            CheckTimeout = checks.Timeout(claim.Port),
        };
    }
}
