using System.Text.Json;
using Pipeline.Clusters.Tasks;
using Pipeline.Consuming.Rejecting;
using Pipeline.Contracts;

namespace Pipeline.Clusters.Events;

/// <summary>Reads the task out of an event. Members that are not known are ignored.</summary>
internal static class TaskEventReader
{
    private const string Source = "aws.ecs";
    private const string DetailType = "ECS Task State Change";

    /// <exception cref="MessageRejectedException">The message is no event about a task, or the task is malformed.</exception>
    public static ClusterTask Read(TaskStateChange change)
    {
        if (change is not { Source: Source, DetailType: DetailType })
            throw new MessageRejectedException($"'{change.DetailType}' of '{change.Source}' is no '{DetailType}' of '{Source}'");
        try
        {
            var task = change.Detail.Deserialize(TaskJson.Default.ClusterTask)
                ?? throw new MessageRejectedException("the event has no detail");
            return TaskStatement.FindFlaw(task) is { } flaw
                ? throw new MessageRejectedException($"the event's task '{task.TaskArn}' {flaw}")
                : task;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            throw new MessageRejectedException($"the event's detail is no task: {FailureWords.Describe(malformed)}", malformed);
        }
    }
}
