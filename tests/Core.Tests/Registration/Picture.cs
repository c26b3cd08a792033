using Pipeline.Core.Instances;
using Pipeline.Core.Registration;

namespace Pipeline.Core.Tests.Registration;

/// <summary>
/// What is to be seen of a registry, one line a thing: the hosts that are present and where, the containers that are present and how
/// they stand, and the instances. Two registries with the same picture answer every client alike.
/// </summary>
internal static class Picture
{
    public static IReadOnlyList<string> Of(Registry registry) => Sorted(
        registry.Hosts.Values.Where(h => h.IsPresent).Select(h => Host(h.Name, h.Address)),
        registry.Containers.Values.Where(c => c.IsPresent).Select(c => Container(c.Id, c.Host, c.Status)),
        registry.Containers.Values.SelectMany(c => c.Instances, (c, i) => Instance(c.Id, i.Service, i.At)));

    public static IReadOnlyList<string> Sorted(params IEnumerable<IEnumerable<string>> lines) =>
        [.. lines.SelectMany(l => l).Order(StringComparer.Ordinal)];

    public static string Host(string name, string address) => $"host {name} is at {address}";

    public static string Container(string id, string host, ContainerStatus status) => $"container {id} on {host} is {status}";

    public static string Instance(string container, string service, TransportAddress at) => $"instance of {service} at {at} is {container}";
}
