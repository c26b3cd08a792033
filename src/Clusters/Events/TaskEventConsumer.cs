using System.Globalization;
using MassTransit;
using Pipeline.Clusters.Stating;
using Pipeline.Clusters.Telemetry;

namespace Pipeline.Clusters.Events;

/// <summary>
/// Consumes ECS's events about tasks and publishes what they say as facts. Any number of processes may do so: an event that comes twice,
/// late or in another order says nothing new.
/// </summary>
public sealed class TaskEventConsumer(TaskSpeaker speaker, IFactPublisher facts, TimeProvider time) : IConsumer<TaskStateChange>
{
    public async Task Consume(ConsumeContext<TaskStateChange> context)
    {
        var task = TaskEventReader.Read(context.Message);
        if (!speaker.IsOurs(task)) return;
        var sent = DateTimeOffset.TryParse(context.Message.Time, CultureInfo.InvariantCulture, out var at) ? at : (DateTimeOffset?)null;
        ClusterTelemetry.CountEvent(task.LaunchType, time.GetUtcNow() - sent);
        if (await speaker.StateAsync(task, asked: null, context.CancellationToken) is { } fact)
            await facts.PublishAsync(fact, context.CancellationToken);
    }
}
