using System.Collections.Immutable;
using Pipeline.Core.Instances;

namespace Pipeline.Core.Health;

/// <summary>
/// The services that a container claims and is no instance of, although it may be healthy: of a name that is refused to it, or while its
/// crashes hold it back. Whoever asks the name is never led to it, so that it must not count where the last instances are counted.
/// </summary>
/// <param name="ContainerId">The container.</param>
/// <param name="Refused">Services that it never serves: the registry refuses its claims.</param>
/// <param name="HeldBack">Services that it will serve once its run has lasted.</param>
public sealed record UnservedClaims(string ContainerId, ImmutableHashSet<string> Refused, ImmutableHashSet<string> HeldBack)
{
    /// <summary>The claims of a container in the registry.</summary>
    /// <param name="container">The container.</param>
    /// <param name="domain">The domain of the services' names.</param>
    public static UnservedClaims Of(Container container, string domain) => new(
        container.Id,
        container.Refusals.Select(refusal => ServiceName.Parse(refusal.Claim.Service, domain).Name).OfType<string>()
            .Except(container.Claimed.Select(instance => instance.Service)).ToImmutableHashSet(),
        CrashLoop.DescribeObstacle(container.Crashes) is null
            ? []
            : [.. container.Withheld.Select(instance => instance.Service)]);

    /// <summary>Whether any of these services is claimed in vain.</summary>
    public bool Concern(IReadOnlySet<string> services) => Refused.Overlaps(services) || HeldBack.Overlaps(services);

    /// <summary>What the container serves, as the governor sees it.</summary>
    public FleetRow Correct(FleetRow row) => row with { Services = [.. row.Services.Except(Refused).Except(HeldBack)] };
}
