namespace Pipeline.Console.Api.Snapshots;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Error, Message = "API: reading the registry failed; requests fail until the next change")]
    public static partial void SnapshotFailed(this ILogger logger, Exception failure);
}
