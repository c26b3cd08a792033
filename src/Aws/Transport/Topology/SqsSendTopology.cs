using MassTransit;
using MassTransit.Topology;

namespace Pipeline.Aws.Transport.Topology;

/// <summary>The error, skipped and redrive queues of endpoints.</summary>
internal sealed class SqsSendTopology : SendTopology, IAmazonSqsSendTopologyConfigurator
{
    private const string RedriveSuffix = "_dead";

    public Action<IAmazonSqsQueueConfigurator>? ConfigureErrorSettings { get; set; }
    public Action<IAmazonSqsQueueConfigurator>? ConfigureDeadLetterSettings { get; set; }

    public QueueSettings ErrorQueueFor(QueueSettings queue) =>
        CreateSibling(queue, ErrorQueueNameFormatter.FormatErrorQueueName(queue.Name), ConfigureErrorSettings);

    public QueueSettings SkippedQueueFor(QueueSettings queue) =>
        CreateSibling(queue, DeadLetterQueueNameFormatter.FormatDeadLetterQueueName(queue.Name), ConfigureDeadLetterSettings);

    /// <summary>Where SQS itself moves messages after too many deliveries.</summary>
    public static QueueSettings RedriveQueueFor(QueueSettings queue) => CreateSibling(queue, queue.Name + RedriveSuffix, null);

    private static QueueSettings CreateSibling(QueueSettings queue, string name, Action<IAmazonSqsQueueConfigurator>? configure)
    {
        var settings = new QueueSettings(name);
        foreach (var (tag, value) in queue.QueueTags) settings.QueueTags[tag] = value;
        configure?.Invoke(settings);
        return settings;
    }
}
