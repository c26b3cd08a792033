namespace Pipeline.Projector.Zone.Route53;

/// <summary>Log messages about Route 53.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "Writing hosted zone {Id} ({Name}) of Route 53")]
    public static partial void ZoneOpened(this ILogger log, string id, string name);

    [LoggerMessage(LogLevel.Warning, "The hosted zone cannot be opened; next attempt in {Pause}: {Reason}")]
    public static partial void ZoneNotOpened(this ILogger log, TimeSpan pause, string reason);

    [LoggerMessage(LogLevel.Information, "Route 53 is busy ({Code}); next attempt of {Action} in {Pause}")]
    public static partial void Route53Busy(this ILogger log, string action, string code, TimeSpan pause);
}
