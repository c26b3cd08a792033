using System.Text.RegularExpressions;
using Amazon.EC2;
using Amazon.EC2.Model;
using Pipeline.Aws.Answers;
using Pipeline.Contracts;
using Pipeline.Core.Hosts;
using Host = Pipeline.Core.Hosts.Host;

namespace Pipeline.Projector.Leases.Aws;

/// <summary>The state of a host's machine in EC2.</summary>
/// <param name="InstanceId">The instance identifier; null if no instance has the host's address.</param>
/// <param name="Words">A description of the state for messages.</param>
public sealed record Machine(MachineState State, string? InstanceId, string Words);

/// <summary>
/// Finds the EC2 instances of hosts by DescribeInstances with filters: unlike an identifier list, a filter does not fail on an unknown
/// identifier.
/// </summary>
public sealed partial class Ec2Machines(IAmazonEC2 ec2)
{
    /// <summary>
    /// The largest number of values of one filter (<see href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Filter.html"/>).
    /// </summary>
    private const int FilterValues = 200;

    /// <summary>The machine of each host, by the host's name.</summary>
    public async Task<IReadOnlyDictionary<string, Machine>> FindAsync(
        IReadOnlyCollection<(Host Host, HostLease Lease)> hosts, CancellationToken cancel)
    {
        var named = hosts.Where(h => InstanceId().IsMatch(h.Host.Name)).ToList();
        var placed = hosts.Except(named).ToList();
        var byId = await DescribeAsync("instance-id", [.. named.Select(h => h.Host.Name)], cancel);
        var byAddress = await DescribeAsync("private-ip-address", [.. placed.Select(h => h.Host.Address).Distinct()], cancel);

        return named.Select(h => (h.Host.Name, Machine: SelectById(h.Host.Name, byId)))
            .Concat(placed.Select(h => (h.Host.Name, Machine: SelectByAddress(h.Host.Address, h.Lease.LastHeard, byAddress))))
            .ToDictionary(found => found.Name, found => found.Machine);
    }

    private static Machine SelectById(string id, Sighting<List<Instance>> described) => described switch
    {
        { Failure: { } failure } => new(MachineState.Unseen, id, $"the EC2 query about {id} failed ({failure})"),
        _ when described.Seen.Find(instance => instance.InstanceId == id) is { } instance => Describe(instance),
        _ => new(MachineState.Absent, id, $"EC2 knows no {id}"),
    };

    private static Machine SelectByAddress(string address, DateTimeOffset lastHeard, Sighting<List<Instance>> described) => described switch
    {
        { Failure: { } failure } => new(MachineState.Unseen, null, $"the EC2 query about {address} failed ({failure})"),
        _ when described.Seen.Where(instance => instance.PrivateIpAddress == address && instance.LaunchTime <= lastHeard.UtcDateTime)
            .Select(Describe).MaxBy(machine => machine.State) is { } machine => machine,
        _ => new(MachineState.Absent, null, $"EC2 has no instance at {address} launched before its last fact"),
    };

    private static Machine Describe(Instance instance) => new(
        ReadState(instance.State.Name), instance.InstanceId, $"EC2 {instance.InstanceId} is {instance.State.Name.Value}");

    /// <summary>
    /// The states of an EC2 instance (<see href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html"/>). An
    /// unknown state counts as running.
    /// </summary>
    private static MachineState ReadState(InstanceStateName state) =>
        state == InstanceStateName.Terminated
        || state == InstanceStateName.ShuttingDown
        || state == InstanceStateName.Stopped
        || state == InstanceStateName.Stopping
            ? MachineState.Ended
            : MachineState.Running;

    /// <summary>
    /// The instances of an answer. AWSSDK.EC2 reads anything in XML, a proxy's page too, as an answer without instances; every answer of
    /// EC2 names its request.
    /// </summary>
    private static IEnumerable<Instance> ReadPage(DescribeInstancesResponse page)
    {
        const string Operation = "DescribeInstances";
        if (page.ResponseMetadata is not { RequestId.Length: > 0 }) throw new NotAnAnswerException(Operation, "it has no requestId");
        foreach (var instance in (page.Reservations ?? []).SelectMany(reservation => reservation.Instances ?? []))
        {
            yield return instance is { InstanceId.Length: > 0, State.Name.Value.Length: > 0 }
                ? instance
                : throw new NotAnAnswerException(Operation, "an instance has no identifier or no state");
        }
    }

    private async Task<Sighting<List<Instance>>> DescribeAsync(string filter, IReadOnlyCollection<string> values, CancellationToken cancel)
    {
        var instances = new List<Instance>();
        try
        {
            foreach (var some in values.Chunk(FilterValues))
            {
                var request = new DescribeInstancesRequest { Filters = [new Filter(filter, [.. some])] };
                await foreach (var page in ec2.Paginators.DescribeInstances(request).Responses.WithCancellation(cancel))
                    instances.AddRange(ReadPage(page));
            }

            return new(instances, null);
        }
        catch (Exception failure) when (TransientErrors.IsFailedCall(failure, cancel))
        {
            return new([], FailureWords.Describe(failure));
        }
    }

    [GeneratedRegex("^i-[0-9a-f]{8,17}$")]
    private static partial Regex InstanceId();
}
