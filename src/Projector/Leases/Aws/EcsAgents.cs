using Amazon.ECS;
using Amazon.ECS.Model;
using Pipeline.Aws.Answers;
using Pipeline.Contracts;
using Pipeline.Core.Hosts;

namespace Pipeline.Projector.Leases.Aws;

/// <summary>Finds the ECS agents on EC2 instances: each is a container instance of the cluster.</summary>
/// <param name="cluster">The name or ARN of the cluster.</param>
public sealed class EcsAgents(IAmazonECS ecs, string cluster)
{
    /// <summary>The largest number of container instances in one DescribeContainerInstances call.</summary>
    private const int InstancesPerCall = 100;

    /// <summary>The ECS status of a deregistered container instance.</summary>
    private const string Deregistered = "INACTIVE";

    /// <summary>The reason of ECS for an instance that was deregistered since it was listed.</summary>
    private const string Missing = "MISSING";

    /// <summary>The agents on these instances, by the instances' identifiers; instances outside the cluster are omitted.</summary>
    public async Task<Sighting<IReadOnlyDictionary<string, OrchestratorAgent>>> FindAsync(
        IReadOnlySet<string> instanceIds, CancellationToken cancel)
    {
        var agents = new Dictionary<string, OrchestratorAgent>();
        if (instanceIds.Count == 0) return new(agents, null);
        try
        {
            foreach (var some in (await ListAsync(cancel)).Chunk(InstancesPerCall))
            {
                var request = new DescribeContainerInstancesRequest { Cluster = cluster, ContainerInstances = [.. some] };
                var described = await ecs.DescribeContainerInstancesAsync(request, cancel);
                if (FindGap(described, some.Length) is { } gap) return new(agents, gap);
                foreach (var instance in described.ContainerInstances ?? [])
                    if (instance.Ec2InstanceId is { } id && instanceIds.Contains(id)) agents[id] = ReadAgent(instance);
            }

            return new(agents, null);
        }
        catch (Exception failure) when (TransientErrors.IsFailedCall(failure, cancel))
        {
            return new(agents, FailureWords.Describe(failure));
        }
    }

    /// <summary>Every instance that was asked about is described, or is missing; anything else says nothing about it.</summary>
    private static string? FindGap(DescribeContainerInstancesResponse described, int asked)
    {
        var failures = described.Failures ?? [];
        if (failures.Find(failure => failure.Reason != Missing) is { } other) return $"ECS did not describe {other.Arn}: {other.Reason}";
        var answered = (described.ContainerInstances?.Count ?? 0) + failures.Count;
        return answered < asked ? $"ECS described {answered} of {asked} container instances" : null;
    }

    private static OrchestratorAgent ReadAgent(ContainerInstance instance) => instance switch
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
