namespace Pipeline.Consuming.Waiting;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "{Queue}: {Count} messages or more wait and are tried again, failure {Failures}: {Reason}")]
    public static partial void MessagesWait(this ILogger log, Exception? failure, string queue, int count, int failures, string reason);

    [LoggerMessage(LogLevel.Information, "{Queue}: no message waits any more, after {Failures} failures")]
    public static partial void MessagesGoOn(this ILogger log, string queue, int failures);
}
