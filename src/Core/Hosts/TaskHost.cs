namespace Pipeline.Core.Hosts;

/// <summary>
/// The host that stands for an ECS task, where ECS itself says what runs: each task is a host of its own, so that its statements are
/// ordered by its own version, and no task is judged by another's silence.
/// </summary>
public static class TaskHost
{
    public const string Prefix = "task-";

    /// <summary>The host's name: a DNS label.</summary>
    /// <param name="taskId">The last part of the task's ARN.</param>
    public static string NameOf(string taskId) => Prefix + taskId;

    public static bool IsTask(string host) => host.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The last part of the task's ARN.</summary>
    public static string TaskIdOf(string host) => host[Prefix.Length..];
}
