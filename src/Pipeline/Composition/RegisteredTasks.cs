using Pipeline.Clusters.Resync;
using Pipeline.Contracts;
using Pipeline.Core.Hosts;
using Pipeline.Projector.Leadership;
using Pipeline.Projector.Registry;

namespace Pipeline.Composition;

/// <summary>The tasks in the projector's registry; the projector that leads resyncs them.</summary>
internal sealed class RegisteredTasks(IRegistryState registry, LeaderLoop leader) : IRegisteredTasks
{
    public bool ResyncsHere => leader.Leads;

    public async Task<IReadOnlyList<RegisteredTask>> ReadAsync(CancellationToken cancel)
    {
        var present = await registry.ReadPresentAsync(cancel);
        var tasks = present.Hosts.Where(host => TaskHost.IsTask(host.Name)).ToDictionary(host => host.Name);
        return
        [
            .. from lease in await registry.ReadLeasesAsync(tasks.Keys, cancel)
               let host = tasks[lease.Id]
               select new RegisteredTask(
                   TaskHost.TaskIdOf(host.Name), new HostIdentity(host.Name, host.Address) { Address6 = host.Address6 }, lease.Newest),
        ];
    }
}
