namespace Pipeline.Console.Live;

internal static partial class Log
{
    [LoggerMessage(
        Level = LogLevel.Warning, Message = "Registry database: the console cannot read it and shows what it read last: {Reason}")]
    public static partial void RegistryUnreadable(this ILogger logger, string reason);
}
