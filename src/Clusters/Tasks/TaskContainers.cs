using Pipeline.Claims;
using Pipeline.Contracts;

namespace Pipeline.Clusters.Tasks;

/// <summary>
/// The containers of a task as an engine would show them, so that what they claim is read as everywhere else.
/// <code>
/// what                   is taken from
/// variables              the definition, and over them those that the task was started with
/// labels                 the definition, and those that the ECS agent sets
/// ports                  the definition; the machine's ports from the task's bindings
/// health                 the task; "not told" in events
/// </code>
/// </summary>
internal static class TaskContainers
{
    private const string EcsLabel = "com.amazonaws.ecs.";

    /// <summary>The containers that run.</summary>
    public static IEnumerable<ContainerInspection> Inspect(ClusterTask task, TaskTemplate template) =>
        from container in task.Containers ?? []
        where container is { Runs: true } && template.Containers.ContainsKey(container.Name)
        select Inspect(task, container, template);

    /// <summary>Whether any container of a task claims a service, or nearly does, whether it runs or not.</summary>
    public static bool Claim(ClusterTask task, TaskTemplate template) => template.Containers.Keys
        .Any(name => new ClaimReader(Inspect(task, new TaskContainer { Name = name, RuntimeId = name }, template)).HasClaims);

    private static ContainerInspection Inspect(ClusterTask task, TaskContainer container, TaskTemplate template)
    {
        var known = template.Containers[container.Name];
        return new ContainerInspection
        {
            Id = container.RuntimeId!,
            Name = container.Name,
            Image = container.Image ?? "",
            Status = EngineContainerStatus.Running,
            StartedAt = task.StartedAt ?? task.CreatedAt ?? DateTimeOffset.UnixEpoch,
            Health = known.HasHealthCheck ? ReadHealth(container.HealthStatus) : null,
            Environment = [.. MergeVariables(task, container.Name, known).Select(variable => $"{variable.Key}={variable.Value}")],
            Labels = AddEcsLabels(task, container.Name, template.Family, known.Labels),
            NetworkMode = template.NetworkMode,
            Ports = [.. ReadPorts(container, known)],
        };
    }

    private static Dictionary<string, string> MergeVariables(ClusterTask task, string name, ContainerTemplate known)
    {
        var merged = new Dictionary<string, string>(known.Environment);
        foreach (var variable in (task.Overrides?.ContainerOverrides ?? []).Where(one => one?.Name == name)
            .SelectMany(one => one.Environment ?? []))
            if (variable is { Name: { Length: > 0 } key }) merged[key] = variable.Value ?? "";
        return merged;
    }

    private static Dictionary<string, string> AddEcsLabels(
        ClusterTask task, string name, string family, IReadOnlyDictionary<string, string> labels)
    {
        var revision = family.LastIndexOf(':');
        return new Dictionary<string, string>(labels)
        {
            [EcsLabel + "task-arn"] = task.TaskArn,
            [EcsLabel + "cluster"] = task.ClusterArn,
            [EcsLabel + "task-definition-family"] = revision < 0 ? family : family[..revision],
            [EcsLabel + "task-definition-version"] = revision < 0 ? "" : family[(revision + 1)..],
            [EcsLabel + "container-name"] = name,
        };
    }

    private static IEnumerable<ContainerPort> ReadPorts(TaskContainer container, ContainerTemplate known)
    {
        var bindings = (container.NetworkBindings ?? [])
            .Where(binding => binding is { ContainerPort: not null, HostPort: > 0 })
            .ToLookup(binding => (binding.ContainerPort!.Value, ReadProtocol(binding.Protocol)));
        var declared = known.Ports.Select(port => (port.Number, port.Protocol));
        foreach (var port in declared.Union(bindings.Select(group => group.Key)))
        {
            var named = known.Ports.FirstOrDefault(one => (one.Number, one.Protocol) == port)?.HostPort;
            yield return new ContainerPort(port.Item1, port.Item2, [
                .. bindings[port].Select(binding => new HostBinding(binding.BindIP ?? "", binding.HostPort!.Value)
                {
                    IsFixed = binding.HostPort == named,
                }),
            ]);
        }
    }

    private static TransportProtocol ReadProtocol(string? protocol) => protocol is "udp" ? TransportProtocol.Udp : TransportProtocol.Tcp;

    private static EngineHealth? ReadHealth(string? status) => status switch
    {
        "HEALTHY" => EngineHealth.Healthy,
        "UNHEALTHY" => EngineHealth.Unhealthy,
        "UNKNOWN" => EngineHealth.Starting,
        _ => null,
    };
}
