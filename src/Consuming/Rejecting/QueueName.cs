using MassTransit;

namespace Pipeline.Consuming.Rejecting;

/// <summary>The name of the queue that a message was received from.</summary>
internal static class QueueName
{
    public static string Of(ReceiveContext context) => context.InputAddress.AbsolutePath.Split('/')[^1];
}
