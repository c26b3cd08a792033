using MassTransit;
using MassTransit.Topology;

namespace Pipeline.Aws.Transport.Topology;

/// <summary>The queues beside an endpoint's own.</summary>
internal sealed class SqsSendTopology : SendTopology, IAmazonSqsSendTopologyConfigurator
{
    private const string DeadSuffix = "_dead";

    public Action<IAmazonSqsQueueConfigurator>? ConfigureErrorSettings { get; set; }
    public Action<IAmazonSqsQueueConfigurator>? ConfigureDeadLetterSettings { get; set; }

    public QueueSettings ErrorQueueOf(QueueSettings queue) =>
        Beside(queue, ErrorQueueNameFormatter.FormatErrorQueueName(queue.Name), ConfigureErrorSettings);

    public QueueSettings SkippedQueueOf(QueueSettings queue) =>
        Beside(queue, DeadLetterQueueNameFormatter.FormatDeadLetterQueueName(queue.Name), ConfigureDeadLetterSettings);

    /// <summary>Where SQS itself moves messages that were delivered too often.</summary>
    public static QueueSettings DeadQueueOf(QueueSettings queue) => Beside(queue, queue.Name + DeadSuffix, null);

    private static QueueSettings Beside(QueueSettings queue, string name, Action<IAmazonSqsQueueConfigurator>? configure)
    {
        var settings = new QueueSettings(name);
        foreach (var (tag, value) in queue.QueueTags) settings.QueueTags[tag] = value;
        configure?.Invoke(settings);
        return settings;
    }
}
