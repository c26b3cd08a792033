using MassTransit;
using Pipeline.Consuming.Waiting;

namespace Pipeline.Clusters.Events;

/// <summary>
/// Configures the consumption of events: a queue that a rule of EventBridge fills, so it has no topic and its messages no envelope. While
/// ECS does not answer, events wait in their place.
/// </summary>
public sealed class TaskEventConsumerDefinition : ConsumerDefinition<TaskEventConsumer>
{
    private const int EventsAtOnce = 100;

    /// <summary>The queue of events.</summary>
    public const string Queue = "ecs-tasks";

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<TaskEventConsumer> consumerConfigurator,
        IRegistrationContext context)
    {
        endpointConfigurator.ConfigureConsumeTopology = false;
        endpointConfigurator.UseRawJsonDeserializer(RawSerializerOptions.AnyMessageType, isDefault: true);
        endpointConfigurator.PrefetchCount = EventsAtOnce;
        endpointConfigurator.ConcurrentMessageLimit = EventsAtOnce;
        endpointConfigurator.UseWaiting(context);
    }
}
