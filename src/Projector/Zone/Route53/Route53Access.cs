using Amazon.Route53;

namespace Pipeline.Projector.Zone.Route53;

/// <summary>Opens a zone of Route 53 for a command, which does not wait for one that is away.</summary>
public static class Route53Access
{
    /// <param name="settings">Which zone, and the budget.</param>
    /// <param name="time">The clock of the budget.</param>
    /// <param name="log">Tells when the account is busy.</param>
    /// <param name="cancel">Breaks it off.</param>
    /// <exception cref="ZoneNotFoundException">There is none, or more than one.</exception>
    /// <exception cref="ZoneUnreachableException">It does not answer now.</exception>
    public static async Task<IZone> OpenAsync(
        Route53ZoneSettings settings, TimeProvider time, ILogger<Route53Zone> log, CancellationToken cancel)
    {
        var zone = new Route53Zone(new AmazonRoute53Client(Route53Hosting.Config(settings)), settings, time, log);
        try
        {
            await zone.OpenAsync(cancel);
            return zone;
        }
        catch (Exception failure) when (failure is not (ZoneNotFoundException or OperationCanceledException) && settings.ZoneId is not null)
        {
            throw new ZoneUnreachableException(failure.Message, failure);
        }
    }
}

/// <summary>Route 53 does not answer for the zone now; the message says why, for people.</summary>
public sealed class ZoneUnreachableException(string message, Exception failure) : Exception(message, failure);
