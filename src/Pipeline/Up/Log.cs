namespace Pipeline.Up;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "waiting for the database {Place}: {Reason}")]
    public static partial void WaitingForDatabase(this ILogger logger, string place, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Notice}")]
    public static partial void EngineNotice(this ILogger logger, string notice);

    [LoggerMessage(Level = LogLevel.Information, Message = "stopping")]
    public static partial void Stopping(this ILogger logger);

    [LoggerMessage(LogLevel.Error, "The database {Place} no longer lets this process in ({Reason}): it ends, to be started anew with the login that holds now")]
    public static partial void LoginRefused(this ILogger logger, string place, string reason);
}
