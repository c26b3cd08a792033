namespace Pipeline.Clusters.Telemetry;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "ECS resync: {Tasks} tasks stated, {Gone} found gone")]
    public static partial void Resynced(this ILogger log, int tasks, int gone);

    [LoggerMessage(LogLevel.Warning, "ECS resync failed, failure {Failures}; no task is withdrawn for it: {Reason}")]
    public static partial void ResyncFailed(this ILogger log, int failures, string reason);
}
