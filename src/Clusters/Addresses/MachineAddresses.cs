using System.Collections.Concurrent;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.ECS;
using Amazon.ECS.Model;
using Pipeline.Aws.Answers;
using Pipeline.Claims;
using Pipeline.Clusters.Settings;
using Pipeline.Clusters.Tasks;

namespace Pipeline.Clusters.Addresses;

/// <summary>
/// The addresses of the machines that run tasks without an interface of their own. Needs <c>ecs:DescribeContainerInstances</c> and
/// <c>ec2:DescribeInstances</c>. A machine keeps its address, so it is asked for once.
/// </summary>
public sealed class MachineAddresses(IAmazonECS ecs, IAmazonEC2 ec2, ClusterSettings settings)
{
    /// <summary>
    /// The attribute of a container instance outside EC2 (ECS Anywhere) that says at which address its ports are reached: ECS does not
    /// know.
    /// </summary>
    public const string AddressAttribute = "pipeline.address";

    private const int MostKnown = 10_000;

    private readonly ConcurrentDictionary<string, InterfaceAddresses> known = new(StringComparer.Ordinal);

    /// <returns>Null if the machine is unknown, or does not say its address.</returns>
    /// <exception cref="EcsUnavailableException">ECS or EC2 did not answer.</exception>
    public async Task<InterfaceAddresses?> FindAsync(string containerInstanceArn, CancellationToken cancel)
    {
        if (known.TryGetValue(containerInstanceArn, out var addresses)) return addresses;
        if (await AskAsync(containerInstanceArn, cancel) is not { } found) return null;
        if (known.Count > MostKnown) known.Clear();
        return known[containerInstanceArn] = found;
    }

    private async Task<InterfaceAddresses?> AskAsync(string arn, CancellationToken cancel)
    {
        try
        {
            var request = new DescribeContainerInstancesRequest { Cluster = settings.Cluster, ContainerInstances = [arn] };
            var machine = (await ecs.DescribeContainerInstancesAsync(request, cancel)).ContainerInstances?.FirstOrDefault();
            if (machine?.Attributes?.Find(one => one.Name == AddressAttribute)?.Value is { Length: > 0 } said)
                return new InterfaceAddresses(said);
            return machine?.Ec2InstanceId is { } id && id.StartsWith("i-", StringComparison.Ordinal) ? await AskEc2Async(id, cancel) : null;
        }
        catch (Exception failure) when (TransientErrors.IsFailedCall(failure, cancel))
        {
            throw new EcsUnavailableException("DescribeContainerInstances or DescribeInstances", failure);
        }
    }

    private async Task<InterfaceAddresses?> AskEc2Async(string id, CancellationToken cancel)
    {
        var answer = await ec2.DescribeInstancesAsync(new DescribeInstancesRequest { Filters = [new Filter("instance-id", [id])] }, cancel);
        var instance = (answer.Reservations ?? []).SelectMany(reservation => reservation.Instances ?? [])
            .FirstOrDefault(one => one.InstanceId == id);
        return instance?.PrivateIpAddress is { } address ? new InterfaceAddresses(address, instance.Ipv6Address) : null;
    }
}
