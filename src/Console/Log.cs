namespace Pipeline.Console;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "the console cannot read the registry: {Reason}")]
    public static partial void RegistryUnreadable(this ILogger logger, string reason);
}
