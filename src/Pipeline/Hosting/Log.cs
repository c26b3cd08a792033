namespace Pipeline.Hosting;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Stopping")]
    public static partial void Stopping(this ILogger logger);
}
