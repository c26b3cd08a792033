using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pipeline.Clusters.Events;

/// <summary>
/// An event of EventBridge about a task, as a rule puts it into a queue
/// (<see href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html"/>).
/// </summary>
public sealed record TaskStateChange
{
    [JsonPropertyName("detail-type")]
    public string? DetailType { get; init; }

    [JsonPropertyName("source")]
    public string? Source { get; init; }

    /// <summary>When ECS made the event.</summary>
    [JsonPropertyName("time")]
    public string? Time { get; init; }

    /// <summary>The whole task.</summary>
    [JsonPropertyName("detail")]
    public JsonElement Detail { get; init; }
}
