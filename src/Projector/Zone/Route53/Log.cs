namespace Pipeline.Projector.Zone.Route53;

/// <summary>What is said about Route 53.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "Writing hosted zone {Id} ({Name}) of Route 53")]
    public static partial void ZoneOpened(this ILogger log, string id, string name);

    [LoggerMessage(LogLevel.Warning, "Route 53 does not tell which zone to write; asked again in {Pause}: {Reason}")]
    public static partial void ZoneNotOpened(this ILogger log, TimeSpan pause, string reason);

    [LoggerMessage(LogLevel.Information, "{Action} is asked again in {Pause}: {Code}; others use the account")]
    public static partial void Route53Busy(this ILogger log, string action, string code, TimeSpan pause);
}
