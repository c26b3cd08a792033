using System.Runtime.CompilerServices;
using Amazon.ECS;
using Amazon.ECS.Model;
using Pipeline.Clusters.Calls;
using Pipeline.Clusters.Settings;
using Pipeline.Clusters.Tasks;

namespace Pipeline.Clusters.Services;

/// <summary>Lists and describes the services of the cluster. Needs <c>ecs:ListServices</c> and <c>ecs:DescribeServices</c>.</summary>
public sealed class ServiceListing(IAmazonECS ecs, PacedCalls calls, ClusterSettings settings)
{
    /// <summary>The most services of one DescribeServices call.</summary>
    private const int ServicesPerCall = 10;

    private const int ServicesPerPage = 100;
    private const string Missing = "MISSING";
    private const string Inactive = "INACTIVE";

    /// <summary>The ARNs of the services, a page at a time.</summary>
    /// <exception cref="EcsUnavailableException">ECS did not answer.</exception>
    public async IAsyncEnumerable<IReadOnlyList<string>> ListAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var request = new ListServicesRequest { Cluster = settings.Cluster, MaxResults = ServicesPerPage };
        do
        {
            var page = await calls.AskAsync("ListServices", () => ecs.ListServicesAsync(request, cancel), cancel);
            yield return page.ServiceArns ?? [];
            request.NextToken = page.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));
    }

    /// <summary>Describes services by their ARNs or names.</summary>
    /// <exception cref="EcsUnavailableException">ECS did not answer.</exception>
    public async IAsyncEnumerable<ServiceAnswer> DescribeAsync(
        IEnumerable<string> services, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var some in services.Chunk(ServicesPerCall))
        {
            var request = new DescribeServicesRequest { Cluster = settings.Cluster, Services = [.. some] };
            var answer = await calls.AskAsync("DescribeServices", () => ecs.DescribeServicesAsync(request, cancel), cancel);
            foreach (var service in answer.Services ?? [])
                yield return new ServiceAnswer(service.ServiceName, Read(service));
            foreach (var failure in answer.Failures ?? [])
                if (failure is { Reason: Missing, Arn.Length: > 0 })
                    yield return new ServiceAnswer(failure.Arn[(failure.Arn.LastIndexOf('/') + 1)..], null);
        }
    }

    private static ClusterService Read(Service service) => new()
    {
        Arn = service.ServiceArn,
        Name = service.ServiceName,
        Status = service.Status,
        CreatedAt = service.CreatedAt is { } at ? new DateTimeOffset(at, TimeSpan.Zero) : DateTimeOffset.UnixEpoch,
        Definitions =
        [
            .. (service.Deployments ?? []).Where(one => one.Status is not Inactive).Select(one => one.TaskDefinition)
                .Prepend(service.TaskDefinition).Where(arn => !string.IsNullOrEmpty(arn)).Distinct(),
        ],
        Ports =
        [
            .. (service.LoadBalancers ?? []).Where(one => one is { ContainerName: not null, ContainerPort: not null })
                .Select(one => new BalancedPort(one.ContainerName, one.ContainerPort!.Value, one.TargetGroupArn)),
        ],
    };
}

/// <summary>What ECS answered about one service.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Service">The service; null if ECS has none of the name.</param>
public sealed record ServiceAnswer(string Name, ClusterService? Service);
