namespace Pipeline.Console.Api.Snapshots;

internal static partial class Log
{
    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "API: reading the registry failed; requests get the last known state, and reading is tried again")]
    public static partial void SnapshotFailed(this ILogger logger, Exception failure);
}
