namespace Pipeline.Databases;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Database {Place} does not answer: {Reason}; waiting for it")]
    public static partial void WaitingForDatabase(this ILogger logger, string place, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message =
        "Database {Place} rejects this process's login: {Reason}; the process stops, so that a restart brings the present password")]
    public static partial void LoginRefused(this ILogger logger, string place, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Database {Place} has {Schema}; waiting until ./pipeline database prepare has run")]
    public static partial void WaitingForSchema(this ILogger logger, string place, string schema);

    [LoggerMessage(Level = LogLevel.Information, Message = "Database {Place} has {Schema}")]
    public static partial void SchemaIsNewer(this ILogger logger, string place, string schema);
}
