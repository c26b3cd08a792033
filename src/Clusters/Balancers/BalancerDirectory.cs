using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Pipeline.Clusters.Calls;
using Pipeline.Clusters.Tasks;

namespace Pipeline.Clusters.Balancers;

/// <summary>
/// Finds the load balancers of target groups. Needs <c>elasticloadbalancing:DescribeTargetGroups</c>, <c>DescribeLoadBalancers</c> and
/// <c>DescribeListeners</c>, which AWS grants for all or for none.
/// </summary>
public sealed class BalancerDirectory(IAmazonElasticLoadBalancingV2 balancing, PacedCalls calls)
{
    /// <summary>The most target groups or balancers of one call.</summary>
    private const int PerCall = 20;

    /// <summary>The balancers of each target group that exists; none for one to which no balancer forwards.</summary>
    /// <exception cref="EcsUnavailableException">Elastic Load Balancing did not answer.</exception>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<BalancerRoute>>> ReadAsync(
        IEnumerable<string> targetGroups, CancellationToken cancel)
    {
        var groups = new List<TargetGroup>();
        foreach (var some in targetGroups.Distinct().Order(StringComparer.Ordinal).Chunk(PerCall))
            groups.AddRange(await DescribeGroupsAsync(some, cancel));

        var routes = new Dictionary<string, BalancerRoute>();
        var arns = groups.SelectMany(group => group.LoadBalancerArns ?? []).Distinct().Order(StringComparer.Ordinal);
        foreach (var some in arns.Chunk(PerCall))
            foreach (var balancer in await DescribeBalancersAsync(some, cancel))
                if (BalancerReader.Read(balancer, await DescribeListenersAsync(balancer.LoadBalancerArn, cancel)) is { } route)
                    routes[balancer.LoadBalancerArn] = route;

        return groups.DistinctBy(group => group.TargetGroupArn).ToDictionary(
            group => group.TargetGroupArn,
            group => (IReadOnlyList<BalancerRoute>)
            [
                .. (group.LoadBalancerArns ?? []).Order(StringComparer.Ordinal).Where(routes.ContainsKey).Select(arn => routes[arn]),
            ]);
    }

    /// <summary>One that does not exist fails the call, so that those of a failed call are asked for one by one.</summary>
    private async Task<IReadOnlyList<TargetGroup>> DescribeGroupsAsync(string[] arns, CancellationToken cancel)
    {
        try
        {
            var request = new DescribeTargetGroupsRequest { TargetGroupArns = [.. arns] };
            return (await calls.AskAsync(
                "DescribeTargetGroups", () => balancing.DescribeTargetGroupsAsync(request, cancel), cancel)).TargetGroups ?? [];
        }
        catch (EcsUnavailableException failure) when (failure.InnerException is TargetGroupNotFoundException)
        {
            return await OneByOneAsync(arns, DescribeGroupsAsync, cancel);
        }
    }

    private async Task<IReadOnlyList<LoadBalancer>> DescribeBalancersAsync(string[] arns, CancellationToken cancel)
    {
        try
        {
            var request = new DescribeLoadBalancersRequest { LoadBalancerArns = [.. arns] };
            return (await calls.AskAsync(
                "DescribeLoadBalancers", () => balancing.DescribeLoadBalancersAsync(request, cancel), cancel)).LoadBalancers ?? [];
        }
        catch (EcsUnavailableException failure) when (failure.InnerException is LoadBalancerNotFoundException)
        {
            return await OneByOneAsync(arns, DescribeBalancersAsync, cancel);
        }
    }

    private static async Task<IReadOnlyList<T>> OneByOneAsync<T>(
        string[] arns, Func<string[], CancellationToken, Task<IReadOnlyList<T>>> describe, CancellationToken cancel)
    {
        var found = new List<T>();
        if (arns.Length == 1) return found;
        foreach (var arn in arns) found.AddRange(await describe([arn], cancel));
        return found;
    }

    private async Task<List<Listener>> DescribeListenersAsync(string balancer, CancellationToken cancel)
    {
        var listeners = new List<Listener>();
        var request = new DescribeListenersRequest { LoadBalancerArn = balancer };
        try
        {
            do
            {
                var page = await calls.AskAsync("DescribeListeners", () => balancing.DescribeListenersAsync(request, cancel), cancel);
                listeners.AddRange(page.Listeners ?? []);
                request.Marker = page.NextMarker;
            }
            while (!string.IsNullOrEmpty(request.Marker));
        }
        catch (EcsUnavailableException failure) when (failure.InnerException is LoadBalancerNotFoundException)
        {
            // It was deleted a moment ago.
        }

        return listeners;
    }
}
