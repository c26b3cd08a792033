using Pipeline.Clusters.Balancers;
using Pipeline.Clusters.Definitions;
using Pipeline.Clusters.Settings;
using Pipeline.Clusters.Stating;
using Pipeline.Clusters.Tasks;
using Pipeline.Core.Hosts;

namespace Pipeline.Clusters.Services;

/// <summary>
/// States every service of the cluster whose containers leave names to a balancer. No event tells of services and balancers, so that this
/// is all that is known of them.
/// <code>
/// the service                                  then
/// exists, and leaves names to a balancer       its host reports, at zero tasks too
/// exists, and leaves none, or none any more    its host leaves
/// is deleted, or is unknown to ECS             its host leaves
/// is absent from the list                      ECS is asked for it by its name; absence alone ends nothing
/// </code>
/// </summary>
public sealed class ServiceResync(
    ServiceListing listing, TaskDefinitions definitions, BalancerDirectory balancers, IRegisteredServices registered,
    IFactPublisher facts, ClusterSettings settings, TimeProvider time)
{
    /// <returns>How many services were stated.</returns>
    /// <exception cref="EcsUnavailableException">AWS did not answer. What was stated until then counts.</exception>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var known = (await registered.ReadServicesAsync(cancel)).ToDictionary(service => service.Host);
        var asked = time.GetUtcNow();
        var seen = await DescribeAsync(cancel);
        var absent = known.Values.Where(service => !seen.ContainsKey(service.Host)).Select(service => service.Name)
            .OfType<string>().ToList();
        await foreach (var answer in listing.DescribeAsync(absent, cancel))
            seen[ServiceHost.NameOf(answer.Name)] = answer.Service;

        var present = new List<(ClusterService Service, IReadOnlyList<TaskTemplate> Templates)>();
        foreach (var service in seen.Values.OfType<ClusterService>().Where(service => !service.IsDeleted))
            present.Add((service, await FindTemplatesAsync(service, cancel)));
        var claiming = present.Where(one => Claim(one.Service, one.Templates)).ToList();
        var routes = await balancers.ReadAsync(
            claiming.SelectMany(one => one.Service.Ports).Select(port => port.TargetGroup).OfType<string>(), cancel);

        foreach (var (service, templates) in claiming)
        {
            var claims = ServiceClaims.Read(service, templates, routes, settings.OwnerLabel);
            await facts.PublishAsync(ServiceStatement.Write(service, claims, settings.ResyncEvery, asked), cancel);
        }

        var stated = claiming.Select(one => ServiceHost.NameOf(one.Service.Name)).ToHashSet();
        foreach (var (host, service) in seen)
            if (!stated.Contains(host) && known.GetValueOrDefault(host) is { } gone)
                await facts.PublishAsync(ServiceStatement.WriteEnd(gone, Explain(service), asked), cancel);
        return claiming.Count;
    }

    private async Task<Dictionary<string, ClusterService?>> DescribeAsync(CancellationToken cancel)
    {
        var seen = new Dictionary<string, ClusterService?>();
        await foreach (var page in listing.ListAsync(cancel))
            await foreach (var answer in listing.DescribeAsync(page, cancel))
                if (answer.Service is { } service) seen[ServiceHost.NameOf(service.Name)] = service;
        return seen;
    }

    private async Task<IReadOnlyList<TaskTemplate>> FindTemplatesAsync(ClusterService service, CancellationToken cancel)
    {
        var templates = new List<TaskTemplate>();
        foreach (var definition in service.Definitions)
            if (await definitions.FindAsync(definition, cancel) is { } template) templates.Add(template);
        return templates;
    }

    private bool Claim(ClusterService service, IReadOnlyList<TaskTemplate> templates) =>
        ServiceClaims.Read(service, templates, new Dictionary<string, IReadOnlyList<BalancerRoute>>(), settings.OwnerLabel) is not [];

    private static string Explain(ClusterService? service) => service switch
    {
        null => "ECS knows the service no longer",
        { IsDeleted: true } => "the service is deleted",
        _ => "no container of the service leaves a name to its load balancer any more",
    };
}
