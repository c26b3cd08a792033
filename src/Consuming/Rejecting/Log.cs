namespace Pipeline.Consuming.Rejecting;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Error, "{Queue}: a {Kind} is rejected and kept in the error queue, message {Message}: {Flaw}")]
    public static partial void MessageRejected(this ILogger log, string queue, string kind, Guid? message, string flaw);

    [LoggerMessage(LogLevel.Error, "{Queue}: a {Kind} failed and is not consumed, message {Message}")]
    public static partial void MessageFailed(this ILogger log, Exception failure, string queue, string kind, Guid? message);
}
