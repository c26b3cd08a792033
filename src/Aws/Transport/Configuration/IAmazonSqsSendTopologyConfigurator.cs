namespace MassTransit;

/// <summary>The error and skipped queues of endpoints. Their names come from the formatters for error and dead-letter queues.</summary>
public interface IAmazonSqsSendTopologyConfigurator : ISendTopologyConfigurator
{
    /// <summary>The settings of error queues.</summary>
    Action<IAmazonSqsQueueConfigurator>? ConfigureErrorSettings { set; }

    /// <summary>The settings of skipped queues.</summary>
    Action<IAmazonSqsQueueConfigurator>? ConfigureDeadLetterSettings { set; }
}
