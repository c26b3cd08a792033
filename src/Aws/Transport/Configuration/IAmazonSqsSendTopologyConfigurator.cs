namespace MassTransit;

/// <summary>The queues beside an endpoint's own. Their names come from the formatters for error and dead-letter queues.</summary>
public interface IAmazonSqsSendTopologyConfigurator : ISendTopologyConfigurator
{
    /// <summary>How error queues are to be.</summary>
    Action<IAmazonSqsQueueConfigurator>? ConfigureErrorSettings { set; }

    /// <summary>How the queues of skipped messages are to be.</summary>
    Action<IAmazonSqsQueueConfigurator>? ConfigureDeadLetterSettings { set; }
}
