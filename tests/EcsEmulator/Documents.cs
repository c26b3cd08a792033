using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Tests.EcsEmulator.Model;

namespace Pipeline.Tests.EcsEmulator;

/// <summary>
/// Tasks, definitions and instances as JSON. Answers have times as numbers (AWS JSON 1.1) and the health of containers; events have times
/// as text and no health ("Amazon ECS task state change events", Amazon ECS Developer Guide).
/// </summary>
internal static class Documents
{
    public static JsonObject ToAnswer(EmulatedTask task)
    {
        var answer = Task(task, at => at.ToUnixTimeMilliseconds() / 1000.0);
        answer["healthStatus"] = task.Containers.Select(one => one.Health).Contains("UNHEALTHY") ? "UNHEALTHY"
            : task.Containers.All(one => one.Health is "HEALTHY") ? "HEALTHY" : "UNKNOWN";
        foreach (var (node, container) in answer["containers"]!.AsArray().Zip(task.Containers)) node!["healthStatus"] = container.Health;
        return answer;
    }

    /// <summary>The whole event, as a rule's target gets it.</summary>
    public static string ToEvent(EmulatedTask task, DateTimeOffset now)
    {
        var detail = Task(task, at => Text(at));
        detail["updatedAt"] = Text(now);
        return new JsonObject
        {
            ["version"] = "0",
            ["id"] = Guid.NewGuid().ToString(),
            ["detail-type"] = "ECS Task State Change",
            ["source"] = "aws.ecs",
            ["account"] = Emulator.AccountId,
            ["time"] = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            ["region"] = Emulator.Region,
            ["resources"] = new JsonArray(task.Arn),
            ["detail"] = detail,
        }.ToJsonString();
    }

    public static JsonObject ToAnswer(EmulatedDefinition definition) => new()
    {
        ["taskDefinitionArn"] = definition.Arn,
        ["family"] = definition.Family,
        ["revision"] = definition.Revision,
        ["networkMode"] = definition.NetworkMode,
        ["status"] = "ACTIVE",
        ["volumes"] = new JsonArray(),
        ["containerDefinitions"] = new JsonArray([.. definition.Containers.Select(ToAnswer)]),
    };

    public static JsonObject ToAnswer(EmulatedInstance instance) => WithoutNulls(new()
    {
        ["containerInstanceArn"] = instance.Arn,
        ["ec2InstanceId"] = instance.Ec2InstanceId,
        ["status"] = instance.Status,
        ["agentConnected"] = instance.AgentConnected,
        ["attributes"] = Pairs(instance.Attributes),
    });

    public static JsonObject ToAnswer(EmulatedService service) => WithoutNulls(new()
    {
        ["serviceArn"] = service.Arn,
        ["serviceName"] = service.Name,
        ["status"] = service.Status,
        ["desiredCount"] = service.DesiredCount,
        ["createdAt"] = service.CreatedAt.ToUnixTimeMilliseconds() / 1000.0,
        ["taskDefinition"] = service.DefinitionArn,
        ["loadBalancers"] = new JsonArray([.. service.Targets.Select(target => (JsonNode)WithoutNulls(new()
        {
            ["targetGroupArn"] = target.GroupArn,
            ["loadBalancerName"] = target.GroupArn is null ? "classic" : null,
            ["containerName"] = target.Container,
            ["containerPort"] = target.Port,
        }))]),
        ["deployments"] = new JsonArray([
            .. service.EarlierDefinitions.Select(arn => (Arn: arn, Status: "ACTIVE"))
                .Prepend((Arn: service.DefinitionArn, Status: "PRIMARY"))
                .Select(one => (JsonNode)new JsonObject
                {
                    ["id"] = $"ecs-svc/{one.Arn.GetHashCode(StringComparison.Ordinal)}",
                    ["status"] = one.Status,
                    ["taskDefinition"] = one.Arn,
                }),
        ]),
    });

    private static JsonNode ToAnswer(EmulatedContainerDefinition container) => WithoutNulls(new()
    {
        ["name"] = container.Name,
        ["image"] = container.Image,
        ["cpu"] = 0,
        ["essential"] = true,
        ["environment"] = Pairs(container.Environment),
        ["secrets"] = new JsonArray([.. container.Secrets.Select(one =>
            (JsonNode)new JsonObject { ["name"] = one.Key, ["valueFrom"] = one.Value })]),
        ["dockerLabels"] = new JsonObject(container.Labels.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value))),
        ["portMappings"] = new JsonArray([.. container.Ports.Select(port => (JsonNode)new JsonObject
        {
            ["containerPort"] = port.ContainerPort,
            ["hostPort"] = port.HostPort,
            ["protocol"] = port.Protocol,
        })]),
        ["healthCheck"] = container.HasHealthCheck ? new JsonObject { ["command"] = new JsonArray("CMD-SHELL", "exit 0") } : null,
    });

    private static JsonObject Task(EmulatedTask task, Func<DateTimeOffset, JsonNode> time) => WithoutNulls(new()
    {
        ["taskArn"] = task.Arn,
        ["clusterArn"] = task.ClusterArn,
        ["taskDefinitionArn"] = task.DefinitionArn,
        ["containerInstanceArn"] = task.ContainerInstanceArn,
        ["group"] = task.Group,
        ["launchType"] = task.LaunchType,
        ["capacityProviderName"] = task.CapacityProvider,
        ["desiredStatus"] = task.DesiredStatus,
        ["lastStatus"] = task.LastStatus,
        ["version"] = task.Version,
        ["createdAt"] = time(task.CreatedAt),
        ["startedAt"] = task.StartedAt is { } started ? time(started) : null,
        ["stoppingAt"] = task.StoppingAt is { } stopping ? time(stopping) : null,
        ["stoppedAt"] = task.StoppedAt is { } stopped ? time(stopped) : null,
        ["stopCode"] = task.StopCode,
        ["stoppedReason"] = task.StoppedReason,
        ["attachments"] = task.Interface is { } own ? new JsonArray(Attachment(task, own)) : new JsonArray(),
        ["overrides"] = new JsonObject
        {
            ["containerOverrides"] = new JsonArray([.. task.Containers.Select(container => (JsonNode)new JsonObject
            {
                ["name"] = container.Name,
                ["environment"] = Pairs(task.Overrides.GetValueOrDefault(container.Name) ?? []),
            })]),
        },
        ["containers"] = new JsonArray([.. task.Containers.Select(container => Container(task, container))]),
    });

    private static JsonNode Container(EmulatedTask task, EmulatedContainer container) => WithoutNulls(new()
    {
        ["containerArn"] = $"{task.Arn.Replace(":task/", ":container/", StringComparison.Ordinal)}/{container.Name}",
        ["taskArn"] = task.Arn,
        ["name"] = container.Name,
        ["image"] = container.Image,
        ["runtimeId"] = container.RuntimeId,
        ["lastStatus"] = container.LastStatus,
        ["exitCode"] = container.ExitCode,
        ["networkBindings"] = new JsonArray([.. container.Bindings.Select(binding => (JsonNode)new JsonObject
        {
            ["bindIP"] = binding.Address,
            ["containerPort"] = binding.ContainerPort,
            ["hostPort"] = binding.HostPort,
            ["protocol"] = binding.Protocol,
        })]),
        ["networkInterfaces"] = task.Interface is not { } own ? new JsonArray() : new JsonArray(WithoutNulls(new()
        {
            ["attachmentId"] = own.Id,
            ["privateIpv4Address"] = own.PrivateAddress,
            ["ipv6Address"] = own.Address6,
        })),
    });

    private static JsonObject Attachment(EmulatedTask task, EmulatedInterface own) => new()
    {
        ["id"] = own.Id,
        ["type"] = task.LaunchType is "FARGATE" ? "eni" : "ElasticNetworkInterface",
        ["status"] = "ATTACHED",
        ["details"] = Pairs(new Dictionary<string, string>
        {
            ["networkInterfaceId"] = own.Id,
            ["privateIPv4Address"] = own.PrivateAddress,
        }),
    };

    private static JsonArray Pairs(IEnumerable<KeyValuePair<string, string>> pairs) =>
        new([.. pairs.Select(one => (JsonNode)new JsonObject { ["name"] = one.Key, ["value"] = one.Value })]);

    private static string Text(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private static JsonObject WithoutNulls(JsonObject members)
    {
        foreach (var name in members.Where(member => member.Value is null).Select(member => member.Key).ToList()) members.Remove(name);
        return members;
    }
}
