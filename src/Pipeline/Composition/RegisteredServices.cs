using Pipeline.Clusters.Services;
using Pipeline.Projector.Registry;

namespace Pipeline.Composition;

/// <summary>The services behind load balancers in the projector's registry.</summary>
internal sealed class RegisteredServices(IRegistryState registry) : IRegisteredServices
{
    public async Task<IReadOnlyList<RegisteredService>> ReadServicesAsync(CancellationToken cancel)
    {
        var present = await registry.ReadPresentAsync(cancel);
        var hosts = present.Hosts.Where(host => host.IsService).Select(host => host.Name).ToHashSet();
        var names = present.Containers.Where(container => hosts.Contains(container.Host))
            .GroupBy(container => container.Host, container => RegisteredService.FindName(container.Name))
            .ToDictionary(service => service.Key, service => service.First());
        return
        [
            .. from lease in await registry.ReadLeasesAsync(hosts, cancel)
               select new RegisteredService(lease.Id, names.GetValueOrDefault(lease.Id), lease.Newest),
        ];
    }
}
