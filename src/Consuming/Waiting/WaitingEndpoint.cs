using MassTransit;
using Pipeline.Consuming.Rejecting;

namespace Pipeline.Consuming.Waiting;

/// <summary>How the messages of an endpoint wait while they cannot be consumed, as <see cref="FailureRules"/> say.</summary>
public static class WaitingEndpoint
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Growth = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan FirstAway = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestAway = TimeSpan.FromMinutes(1);

    /// <summary>Tries failed messages again, without an end. Comes first in a definition: it encloses outboxes and partitioners.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="context">The services.</param>
    public static void UseWaiting(this IReceiveEndpointConfigurator endpoint, IRegistrationContext context)
    {
        var waiting = context.GetRequiredService<WaitingMessages>();
        endpoint.UseDelayedRedelivery(retry =>
        {
            retry.Handle<Exception>(FailureRules.IsUnexpected);
            retry.Exponential(int.MaxValue, FirstAway, LongestAway, FirstAway);
            retry.ConnectRetryObserver(new RetryObserver(waiting, goesBack: true));
        });
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(failure => !FailureRules.IsRejection(failure) && FailureRules.MayPass(failure));
            retry.Exponential(int.MaxValue, FirstPause, LongestPause, Growth);
            retry.ConnectRetryObserver(new RetryObserver(waiting, goesBack: false));
        });
    }
}
