using Pipeline.Contracts;

namespace Pipeline.Producer.Engines.Ecs;

/// <summary>The labels that the ECS agent sets on the containers that it starts (<c>com.amazonaws.ecs.*</c>).</summary>
internal static class EcsLabels
{
    private const string Prefix = "com.amazonaws.ecs.";

    /// <summary>The task that the labels name; null outside ECS.</summary>
    public static EcsTask? ReadTask(IReadOnlyDictionary<string, string> labels)
    {
        if (!labels.TryGetValue(Prefix + "task-arn", out var arn) || arn is "") return null;
        var definition = $"{Label("task-definition-family")}:{Label("task-definition-version")}";
        return new EcsTask(arn, Label("cluster"), definition, Label("container-name"));

        string Label(string name) => labels.GetValueOrDefault(Prefix + name, "");
    }
}
