using Pipeline.Contracts;
using Pipeline.Producer.Engines;
using Pipeline.Producer.Engines.Ecs;

namespace Pipeline.Producer.Claims;

/// <summary>
/// Reads the claims of a container. It bounds their length but does not validate them: the registry refuses bad claims one by one.
/// </summary>
internal static class ClaimReader
{
    /// <summary>Whether a container claims any service.</summary>
    public static bool HasClaims(ContainerInspection container) => ServiceVariable.ParseAll(container.Environment).Count > 0;

    /// <summary>Maps a container that runs or is paused to what facts say about it.</summary>
    /// <returns>Null if the container claims no service.</returns>
    public static ContainerSnapshot? ReadSnapshot(ContainerInspection container, Reachability reachability)
    {
        var claims = ServiceVariable.ParseAll(container.Environment);
        var checks = new CheckVariables(container);
        return claims is [] ? null : new ContainerSnapshot
        {
            Id = container.Id,
            Name = ClaimText.Bound(container.Name, ClaimText.LongestLabel),
            Image = ClaimText.Bound(container.Image, ClaimText.LongestLabel),
            StartedAt = container.StartedAt,
            Phase = container.Status is EngineContainerStatus.Paused ? ContainerPhase.Paused : ContainerPhase.Running,
            Endpoints = [.. claims.Take(ClaimText.MostClaims).Select(claim => ToEndpoint(claim, checks, reachability))],
            Task = EcsLabels.ReadTask(container.Labels),
            Health = container.Health,
        };
    }

    private static Endpoint ToEndpoint(ServiceVariable claim, CheckVariables checks, Reachability reachability)
    {
        var protocol = claim.Protocol ?? reachability.InferProtocol(claim.Port);
        var reachable = reachability.FindAddress(claim.Port, protocol);
        return new Endpoint
        {
            Service = ClaimText.Bound(claim.Name, ClaimText.LongestName),
            Protocol = protocol,
            ContainerPort = claim.Port,
            HostPort = reachable?.Port,
            Address = reachable?.Address,
            Address6 = reachable?.Address6,
            IsFixed = reachable is { IsFixed: true },
            Check = ClaimText.BoundOptional(checks.FindCheck(claim.Port), ClaimText.LongestCheck),
            CheckInterval = ClaimText.BoundOptional(checks.FindInterval(claim.Port), ClaimText.LongestTime),
            CheckTimeout = ClaimText.BoundOptional(checks.FindTimeout(claim.Port), ClaimText.LongestTime),
        };
    }
}
