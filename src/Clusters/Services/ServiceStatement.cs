using Pipeline.Contracts;
using Pipeline.Core.Hosts;

namespace Pipeline.Clusters.Services;

/// <summary>
/// What ECS says of a service behind load balancers, as a fact of the service's own host. A service has no version, so that the time at
/// which ECS was asked orders what it says, and one process asks at a time.
/// </summary>
internal static class ServiceStatement
{
    /// <summary>ECS speaks for the host of each service, from the first statement to the last.</summary>
    private const string Speaker = "ecs";

    /// <param name="service">The service.</param>
    /// <param name="claims">What its containers leave to balancers.</param>
    /// <param name="interval">The time between two resyncs.</param>
    /// <param name="asked">When ECS was asked.</param>
    public static HostReported Write(
        ClusterService service, IReadOnlyList<ContainerSnapshot> claims, TimeSpan interval, DateTimeOffset asked) => new()
        {
            Host = IdentityOf(ServiceHost.NameOf(service.Name)),
            Stamp = new Stamp(service.CreatedAt.ToUnixTimeMilliseconds(), asked.ToUnixTimeMilliseconds()) { Incarnation = Speaker },
            At = asked,
            Interval = interval,
            Engine = "ecs service",
            Containers = claims,
        };

    /// <summary>A service that leads nothing to a balancer any more.</summary>
    /// <param name="known">What is registered of it.</param>
    /// <param name="reason">Why, as text for people.</param>
    /// <param name="asked">When ECS was asked.</param>
    public static HostLeft WriteEnd(RegisteredService known, string reason, DateTimeOffset asked) => new()
    {
        Host = IdentityOf(known.Host),
        Stamp = known.Newest with { Sequence = Math.Max(known.Newest.Sequence + 1, asked.ToUnixTimeMilliseconds()) },
        At = asked,
        Reason = reason,
    };

    private static HostIdentity IdentityOf(string host) => new(host, "");
}
