using System.Collections.Concurrent;
using System.Globalization;
using Amazon.ECS;
using Amazon.ECS.Model;
using Pipeline.Aws.Answers;
using Pipeline.Clusters.Tasks;

namespace Pipeline.Clusters.Definitions;

/// <summary>
/// The task definitions, each asked for once: a revision never changes. Needs <c>ecs:DescribeTaskDefinition</c>. The variables that are
/// secrets are named apart in a definition, and are not read.
/// </summary>
public sealed class TaskDefinitions(IAmazonECS ecs)
{
    /// <summary>More than a cluster runs at once; what is dropped is asked for again.</summary>
    private const int MostKnown = 10_000;

    private readonly ConcurrentDictionary<string, Task<TaskTemplate?>> known = new(StringComparer.Ordinal);

    /// <returns>Null if ECS has no such definition any more.</returns>
    /// <exception cref="EcsUnavailableException">ECS did not answer.</exception>
    public async Task<TaskTemplate?> FindAsync(string arn, CancellationToken cancel)
    {
        if (known.Count > MostKnown) known.Clear();

        // Whoever asks first asks for all who wait, so it is not cancelled with its own caller.
        var asked = known.GetOrAdd(arn, AskAsync);
        try
        {
            return await asked.WaitAsync(cancel);
        }
        catch (EcsUnavailableException)
        {
            known.TryRemove(new KeyValuePair<string, Task<TaskTemplate?>>(arn, asked));
            throw;
        }
    }

    private async Task<TaskTemplate?> AskAsync(string arn)
    {
        try
        {
            var answer = await ecs.DescribeTaskDefinitionAsync(new DescribeTaskDefinitionRequest { TaskDefinition = arn });
            return Read(answer.TaskDefinition);
        }
        catch (ClientException)
        {
            return null;
        }
        catch (Exception failure) when (TransientErrors.IsFailedCall(failure, CancellationToken.None))
        {
            throw new EcsUnavailableException("DescribeTaskDefinition", failure);
        }
    }

    private static TaskTemplate Read(TaskDefinition definition) => new(
        string.Create(CultureInfo.InvariantCulture, $"{definition.Family}:{definition.Revision}"),
        definition.NetworkMode?.Value ?? "bridge",
        (definition.ContainerDefinitions ?? []).Where(container => container.Name is not null)
            .DistinctBy(container => container.Name).ToDictionary(container => container.Name, Read));

    private static ContainerTemplate Read(ContainerDefinition container) => new(
        (container.Environment ?? []).Where(variable => variable.Name is not null).DistinctBy(variable => variable.Name)
            .ToDictionary(variable => variable.Name, variable => variable.Value ?? ""),
        container.DockerLabels ?? [],
        [
            .. (container.PortMappings ?? []).Where(port => port.ContainerPort is not null).Select(port => new TemplatePort(
                port.ContainerPort!.Value,
                port.Protocol == TransportProtocol.Udp ? Contracts.TransportProtocol.Udp : Contracts.TransportProtocol.Tcp,
                port.HostPort is > 0 ? port.HostPort : null)),
        ],
        container.HealthCheck is not null);
}
