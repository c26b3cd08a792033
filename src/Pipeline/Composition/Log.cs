namespace Pipeline.Composition;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Ledger record is not served: {Refusal}")]
    public static partial void NotRestored(this ILogger logger, string refusal);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reporting ready without {Missing}: it did not report within {Seconds:0} s")]
    public static partial void NotWaitedFor(this ILogger logger, double seconds, string missing);

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "Hosts: leaving was not recorded within {Seconds:0} s; their containers stay in DNS until the next start or until the leases end")]
    public static partial void LeaveNotFollowed(this ILogger logger, double seconds);
}
