using MassTransit;

namespace Pipeline.Aws.Transport;

/// <summary>An endpoint whose failed messages SQS can move.</summary>
public interface INativeDeadLettersConfigurator
{
    void UseNativeDeadLetters(int maxReceiveCount);
}

/// <summary>Dead letters as SQS itself has them.</summary>
public static class NativeDeadLettersExtensions
{
    /// <summary>
    /// Leaves a failed message in its queue, to be delivered again, until SQS itself has delivered it often enough and moves it by the queue's
    /// redrive policy. Where the queue is created here, so is the policy, to the queue <c>NAME_dead</c>. Unlike an error queue it holds no exceptions.
    /// </summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="maxReceiveCount">How often a message is delivered at most.</param>
    public static void UseNativeDeadLetters(this IReceiveEndpointConfigurator endpoint, int maxReceiveCount = 5)
    {
        (endpoint as INativeDeadLettersConfigurator)?.UseNativeDeadLetters(maxReceiveCount);
        endpoint.RethrowFaultedMessages();
        endpoint.ThrowOnSkippedMessages();
    }
}
