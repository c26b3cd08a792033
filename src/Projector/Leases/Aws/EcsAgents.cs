using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.Runtime;
using Pipeline.Core.Hosts;

namespace Pipeline.Projector.Leases.Aws;

/// <summary>Finds what ECS knows of its agents on EC2 instances: each is a container instance of the cluster.</summary>
/// <param name="cluster">Name or ARN.</param>
public sealed class EcsAgents(IAmazonECS ecs, string cluster)
{
    /// <summary>Container instances that one DescribeContainerInstances call takes.</summary>
    private const int DescribedAtOnce = 100;

    /// <summary>What ECS calls a container instance that was deregistered.</summary>
    private const string Deregistered = "INACTIVE";

    /// <summary>The agents on these instances, by the instances' identifiers; one that the cluster does not have is left out.</summary>
    public async Task<Sighting<IReadOnlyDictionary<string, OrchestratorAgent>>> FindAsync(
        IReadOnlySet<string> instanceIds, CancellationToken cancel)
    {
        var agents = new Dictionary<string, OrchestratorAgent>();
        if (instanceIds.Count == 0) return new(agents, null);
        try
        {
            foreach (var some in (await ListAsync(cancel)).Chunk(DescribedAtOnce))
            {
                var request = new DescribeContainerInstancesRequest { Cluster = cluster, ContainerInstances = [.. some] };
                var described = await ecs.DescribeContainerInstancesAsync(request, cancel);
                foreach (var instance in described.ContainerInstances ?? [])
                    if (instance.Ec2InstanceId is { } id && instanceIds.Contains(id)) agents[id] = Agent(instance);
            }

            return new(agents, null);
        }
        catch (Exception failure) when (failure is AmazonClientException or AmazonServiceException or HttpRequestException)
        {
            return new(agents, failure.Message);
        }
    }

    private static OrchestratorAgent Agent(ContainerInstance instance) => instance switch
    {
        { Status: Deregistered } => OrchestratorAgent.Unregistered,
        { AgentConnected: true } => OrchestratorAgent.Connected,
        _ => OrchestratorAgent.Disconnected,
    };

    private async Task<List<string>> ListAsync(CancellationToken cancel)
    {
        var arns = new List<string>();
        var request = new ListContainerInstancesRequest { Cluster = cluster };
        do
        {
            var page = await ecs.ListContainerInstancesAsync(request, cancel);
            arns.AddRange(page.ContainerInstanceArns ?? []);
            request.NextToken = page.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));
        return arns;
    }
}
