using Pipeline.Contracts;

namespace Pipeline.Claims;

/// <summary>The labels that the ECS agent sets on the containers that it starts (<c>com.amazonaws.ecs.*</c>).</summary>
public static class EcsLabels
{
    private const string Prefix = "com.amazonaws.ecs.";

    /// <summary>Longer than any label that ECS writes; an ARN has at most 2,048 characters (IAM and AWS STS quotas).</summary>
    private const int LongestLabel = 2_048;

    /// <summary>The task that the labels name; null outside ECS, or where a label is longer than ECS writes it.</summary>
    public static EcsTask? ReadTask(IReadOnlyDictionary<string, string> labels)
    {
        if (!labels.TryGetValue(Prefix + "task-arn", out var arn) || arn is "") return null;
        var definition = $"{Label("task-definition-family")}:{Label("task-definition-version")}";
        var task = new EcsTask(arn, Label("cluster"), definition, Label("container-name"));
        return new[] { task.Arn, task.Cluster, task.Family, task.ContainerName }.Any(label => label.Length > LongestLabel) ? null : task;

        string Label(string name) => labels.GetValueOrDefault(Prefix + name, "");
    }
}
