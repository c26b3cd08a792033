namespace Pipeline.Store.Retention;

/// <summary>The log messages of the retention.</summary>
internal static partial class Log
{
    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Dropped {Events} events of {Streams} streams from before {KeptSince:u}, as the retention says")]
    public static partial void Swept(this ILogger logger, long events, long streams, DateTimeOffset keptSince);

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "The retention has to wait, and drops nothing for ten minutes: {Reason}")]
    public static partial void NotSwept(this ILogger logger, string reason);
}
