using Pipeline.Contracts;

namespace Pipeline.Clusters.Tasks;

/// <summary>What a revision of a task definition says of its containers. Its secrets are not read.</summary>
/// <param name="Family">The family with the revision: <c>calc:7</c>.</param>
/// <param name="NetworkMode"><c>awsvpc</c>, <c>bridge</c>, <c>host</c> or <c>none</c>.</param>
/// <param name="Containers">Its containers by name.</param>
public sealed record TaskTemplate(string Family, string NetworkMode, IReadOnlyDictionary<string, ContainerTemplate> Containers);

/// <summary>A container of a task definition.</summary>
/// <param name="Environment">Its variables, without those whose values are secrets.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="Ports">The ports that it publishes.</param>
/// <param name="HasHealthCheck">Whether the engine checks it.</param>
public sealed record ContainerTemplate(
    IReadOnlyDictionary<string, string> Environment,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyList<TemplatePort> Ports,
    bool HasHealthCheck);

/// <param name="Number">The port inside the container.</param>
/// <param name="Protocol">Its transport.</param>
/// <param name="HostPort">The machine's port; null if the engine chooses it.</param>
public sealed record TemplatePort(int Number, TransportProtocol Protocol, int? HostPort);
