namespace Pipeline.Composition;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "a record of the ledger is left out: {Refusal}")]
    public static partial void NotRestored(this ILogger logger, string refusal);

    [LoggerMessage(Level = LogLevel.Warning, Message = "not waited for beyond {Seconds:0} s: {Missing}")]
    public static partial void NotWaitedFor(this ILogger logger, double seconds, string missing);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the hosts' leave was not taken in within {Seconds:0} s: their names go with the next start, or when their leases end")]
    public static partial void LeaveNotFollowed(this ILogger logger, double seconds);
}
