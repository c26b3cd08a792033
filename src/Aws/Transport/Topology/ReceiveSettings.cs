using MassTransit;

namespace Pipeline.Aws.Transport.Topology;

/// <summary>An endpoint's queue, and how it is received from.</summary>
internal sealed class ReceiveSettings(string queueName) : QueueSettings(queueName), IAmazonSqsQueueEndpointConfigurator
{
    /// <summary>The longest that SQS allows, and so the fewest empty answers.</summary>
    public const int LongestWait = 20;

    public static readonly TimeSpan LongestVisibility = TimeSpan.FromHours(12);

    public ushort WaitTimeSeconds { get; set; } = LongestWait;

    public bool PurgeOnStartup { get; set; }

    /// <summary>How soon a message whose handling failed for good is delivered again.</summary>
    public TimeSpan Redelivery { get; set; } = TimeSpan.Zero;

    /// <summary>For how long a message is held at most.</summary>
    public TimeSpan LongestHold { get; set; } = LongestVisibility;

    /// <summary>By how much one renewal extends the hold at most.</summary>
    public TimeSpan LongestRenewal { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>After how many deliveries SQS itself moves a message away; null where failed messages are moved here.</summary>
    public int? NativeDeadLettersAfter { get; set; }
}
