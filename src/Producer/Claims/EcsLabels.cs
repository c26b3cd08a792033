using Pipeline.Contracts;

namespace Pipeline.Producer.Claims;

/// <summary>The labels that the ECS agent puts on the containers it starts.</summary>
internal static class EcsLabels
{
    private const string Prefix = "com.amazonaws.ecs.";

    /// <summary>The task that the labels name; null outside ECS.</summary>
    public static EcsTask? Read(IReadOnlyDictionary<string, string> labels)
    {
        if (!labels.TryGetValue(Prefix + "task-arn", out var arn) || arn is "") return null;
        return new EcsTask(arn, Label("cluster"), $"{Label("task-definition-family")}:{Label("task-definition-version")}", Label("container-name"));

        string Label(string name) => labels.GetValueOrDefault(Prefix + name, "");
    }
}
