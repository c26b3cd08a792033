using Pipeline.Claims;
using Pipeline.Clusters.Tasks;

namespace Pipeline.Clusters.Addresses;

/// <summary>
/// Where the ports of a task are reached.
/// <code>
/// network mode    addresses
/// awsvpc          those of the task's own interface, which each of its containers shows
/// host, bridge    those of its machine
/// none            none
/// </code>
/// </summary>
public sealed class TaskAddresses(MachineAddresses machines)
{
    public async Task<InterfaceAddresses?> FindAsync(ClusterTask task, TaskTemplate template, CancellationToken cancel) =>
        (template.NetworkMode, task.ContainerInstanceArn) switch
        {
            ("none", _) => null,
            ("awsvpc", _) => FindOwn(task),
            (_, { Length: > 0 } machine) => await machines.FindAsync(machine, cancel),
            _ => null,
        };

    private static InterfaceAddresses? FindOwn(ClusterTask task) => (task.Containers ?? [])
        .SelectMany(container => container?.NetworkInterfaces ?? [])
        .Where(own => own is { PrivateIpv4Address.Length: > 0 })
        .Select(own => new InterfaceAddresses(own.PrivateIpv4Address, own.Ipv6Address is "" ? null : own.Ipv6Address))
        .FirstOrDefault();
}
