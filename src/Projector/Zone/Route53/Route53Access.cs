using Amazon.Route53;
using Amazon.Runtime;
using Pipeline.Contracts;

namespace Pipeline.Projector.Zone.Route53;

/// <summary>Opens a zone of Route 53 for a command, which does not wait for an unreachable zone.</summary>
public static class Route53Access
{
    /// <param name="settings">The zone and the budget.</param>
    /// <param name="time">The clock of the budget.</param>
    /// <param name="random">Spreads the pauses after a throttled call.</param>
    /// <param name="log">Logs calls that are rejected as busy.</param>
    /// <param name="cancel">Cancels the calls.</param>
    /// <exception cref="ZoneNotFoundException">No zone matches, or more than one, or no region is set.</exception>
    /// <exception cref="ZoneUnreachableException">Route 53 does not answer for the zone.</exception>
    public static async Task<IZone> OpenAsync(
        Route53ZoneSettings settings, TimeProvider time, Random random, ILogger<Route53Zone> log, CancellationToken cancel)
    {
        var zone = new Route53Zone(Client(settings), settings, time, random, log);
        try
        {
            await zone.OpenAsync(cancel);
            return zone;
        }
        catch (Exception failure) when (failure is not (ZoneNotFoundException or OperationCanceledException) && settings.ZoneId is not null)
        {
            throw new ZoneUnreachableException(FailureWords.Describe(failure), failure);
        }
    }

    private static IAmazonRoute53 Client(Route53ZoneSettings settings)
    {
        try
        {
            return Route53Hosting.Client(settings);
        }
        catch (AmazonClientException)
        {
            throw new ZoneNotFoundException("Route 53 cannot be asked: the environment names no AWS region: set AWS_REGION");
        }
    }
}

/// <summary>Route 53 does not answer for the zone; the message contains the reason.</summary>
public sealed class ZoneUnreachableException(string message, Exception failure) : Exception(message, failure);
