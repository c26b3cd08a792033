namespace Pipeline.HealthSaga.Telemetry;

/// <summary>The log messages of the health saga, in one place.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Debug, "Shard locks: {Shards} of {All} held, {Members} processes; judging: {Judges}")]
    public static partial void ShardsHeld(this ILogger log, int shards, int all, int members, bool judges);

    [LoggerMessage(LogLevel.Warning, "Shard locks lost; acquiring them again: {Reason}")]
    public static partial void ShardLocksLost(this ILogger log, string reason);

    [LoggerMessage(LogLevel.Warning, "Shard locks could not be renewed, trying again while they last: {Reason}")]
    public static partial void ShardsNotBalanced(this ILogger log, string reason);

    [LoggerMessage(LogLevel.Warning, "Containers to check could not be read; reading them again: {Reason}")]
    public static partial void TargetsNotRead(this ILogger log, string reason);

    [LoggerMessage(LogLevel.Warning, "Check result could not be sent; the next result replaces it: {Reason}")]
    public static partial void ResultNotSent(this ILogger log, string reason);

    [LoggerMessage(LogLevel.Error, "Due sagas could not be judged; judging them again: {Reason}")]
    public static partial void NotJudged(this ILogger log, string reason);

    [LoggerMessage(LogLevel.Warning, "{Container} ({Id}) on {Host}: ejecting: {Reason}")]
    public static partial void Ejecting(this ILogger log, string container, string id, string host, string reason);

    [LoggerMessage(LogLevel.Warning, "{Container} ({Id}) on {Host}: ejection blocked: {Reason}")]
    public static partial void EjectionBlocked(this ILogger log, string container, string id, string host, string reason);

    [LoggerMessage(LogLevel.Warning, "{Container} ({Id}) on {Host}: check never passed: {Reason}")]
    public static partial void NeverPassed(this ILogger log, string container, string id, string host, string reason);

    [LoggerMessage(
        LogLevel.Critical,
        "Freeze began: {What}; nothing of it is ejected or stopped, because what it shares has probably failed")]
    public static partial void FreezeBegan(this ILogger log, string what);

    [LoggerMessage(LogLevel.Warning, "Freeze ended: {What}")]
    public static partial void FreezeEnded(this ILogger log, string what);

    [LoggerMessage(LogLevel.Warning, "{Container} on {Host}: stop requested: {Reason}")]
    public static partial void StopRequested(this ILogger log, string container, string host, string reason);

    [LoggerMessage(LogLevel.Warning, "{Container} on {Host}: a stop request is ignored: {Reason}")]
    public static partial void StopIgnored(this ILogger log, string container, string host, string reason);

    [LoggerMessage(LogLevel.Error, "{Container} on {Host} could not be stopped: {Reason}")]
    public static partial void StopFailed(this ILogger log, string container, string host, string reason);

    [LoggerMessage(LogLevel.Warning, "{Container} on {Host}: its stop is withheld: {Reason}; its removal is decided anew")]
    public static partial void StopWithheld(this ILogger log, string container, string host, string reason);

    [LoggerMessage(LogLevel.Warning, "Sagas could not be counted: {Reason}")]
    public static partial void NotCounted(this ILogger log, string reason);

    [LoggerMessage(LogLevel.Warning, "Host {Host}: silent since {LastHeard:u}; {Containers} containers that pass no check are dropped")]
    public static partial void SilentHostDropped(this ILogger log, string host, DateTimeOffset lastHeard, int containers);
}
