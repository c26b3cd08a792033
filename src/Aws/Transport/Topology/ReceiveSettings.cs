using MassTransit;

namespace Pipeline.Aws.Transport.Topology;

/// <summary>An endpoint's queue and how to receive from it.</summary>
internal sealed class ReceiveSettings(string queueName) : QueueSettings(queueName), IAmazonSqsQueueEndpointConfigurator
{
    /// <summary>SQS's maximum of seconds; it gives the fewest empty responses.</summary>
    public const int MaxWaitTimeSeconds = 20;

    public static readonly TimeSpan MaxVisibility = TimeSpan.FromHours(12);

    public ushort WaitTimeSeconds { get; set; } = MaxWaitTimeSeconds;

    public bool PurgeOnStartup { get; set; }

    /// <summary>The pause before a message whose handling failed for good is delivered again.</summary>
    public TimeSpan Redelivery { get; set; } = TimeSpan.Zero;

    /// <summary>How long a message is held at most.</summary>
    public TimeSpan MaxHold { get; set; } = MaxVisibility;

    /// <summary>The visibility timeout after one renewal, at most.</summary>
    public TimeSpan MaxRenewal { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>After how many deliveries SQS itself moves a message; null if the transport moves failed messages.</summary>
    public int? NativeDeadLettersAfter { get; set; }
}
