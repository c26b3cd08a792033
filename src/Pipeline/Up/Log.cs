namespace Pipeline.Up;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Engines: {Notice}")]
    public static partial void EngineNotice(this ILogger logger, string notice);

    [LoggerMessage(Level = LogLevel.Information, Message = "Resolver: {Hint}")]
    public static partial void LocalResolver(this ILogger logger, string hint);
}
