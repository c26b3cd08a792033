using MassTransit;

namespace Pipeline.Aws.Transport;

/// <summary>An endpoint whose failed messages SQS moves.</summary>
public interface INativeDeadLettersConfigurator
{
    void UseNativeDeadLetters(int maxReceiveCount);
}

/// <summary>Dead letters by SQS's own redrive policy.</summary>
public static class NativeDeadLettersExtensions
{
    /// <summary>
    /// Leaves a failed message in its queue until SQS has delivered it <paramref name="maxReceiveCount"/> times and moves it by the queue's
    /// redrive policy. A queue that the bus creates gets a policy that moves to <c>NAME_dead</c>. Unlike in an error queue, messages there
    /// carry no exceptions.
    /// </summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="maxReceiveCount">How often a message is delivered at most.</param>
    /// <exception cref="ConfigurationException">This transport leaves no message to SQS's redrive policy.</exception>
    public static void UseNativeDeadLetters(this IReceiveEndpointConfigurator endpoint, int maxReceiveCount = 5)
    {
        if (endpoint is not INativeDeadLettersConfigurator configurator)
        {
            throw new ConfigurationException(
                $"UseNativeDeadLetters: {endpoint.GetType().Name} cannot leave failed messages to SQS's redrive policy "
                + "(MassTransit.AmazonSQS, OfficialAwsPackages=true): build with the transport of src/Aws");
        }

        configurator.UseNativeDeadLetters(maxReceiveCount);
        endpoint.RethrowFaultedMessages();
        endpoint.ThrowOnSkippedMessages();
    }
}
