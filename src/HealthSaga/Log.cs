namespace Pipeline.HealthSaga;

/// <summary>What the health saga says, in one place.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Debug, "Looking after {Shards} of {All} shards among {Members} processes; judging: {Judges}")]
    public static partial void DutiesShared(this ILogger log, int shards, int all, int members, bool judges);

    [LoggerMessage(LogLevel.Warning, "What was shared with other processes is given up and sought again: {Reason}")]
    public static partial void DutiesLost(this ILogger log, string reason);

    [LoggerMessage(LogLevel.Warning, "The containers to look at could not be read, and are read again: {Reason}")]
    public static partial void TargetsUnread(this ILogger log, string reason);

    [LoggerMessage(LogLevel.Warning, "A result could not be told, and the next one will be: {Reason}")]
    public static partial void NotTold(this ILogger log, string reason);

    [LoggerMessage(LogLevel.Error, "What is due could not be judged, and is judged again: {Reason}")]
    public static partial void NotJudged(this ILogger log, string reason);

    [LoggerMessage(LogLevel.Warning, "{Container} ({Id}) on {Host} is condemned: {Reason}")]
    public static partial void Condemned(this ILogger log, string container, string id, string host, string reason);

    [LoggerMessage(LogLevel.Warning, "{Container} ({Id}) on {Host} is spared: {Reason}")]
    public static partial void Spared(this ILogger log, string container, string id, string host, string reason);

    [LoggerMessage(LogLevel.Warning, "{Container} ({Id}) on {Host} is unproven: {Reason}")]
    public static partial void Unproven(this ILogger log, string container, string id, string host, string reason);

    [LoggerMessage(LogLevel.Critical, "Frozen: {What}; nothing of it is condemned or stopped, because it is likelier that something they share failed")]
    public static partial void Frozen(this ILogger log, string what);

    [LoggerMessage(LogLevel.Warning, "Thawed: no longer {What}")]
    public static partial void Thawed(this ILogger log, string what);

    [LoggerMessage(LogLevel.Warning, "{Container} on {Host} is ordered to stop: {Reason}")]
    public static partial void Stopping(this ILogger log, string container, string host, string reason);

    [LoggerMessage(LogLevel.Error, "{Container} on {Host} could not be stopped: {Reason}")]
    public static partial void NotStopped(this ILogger log, string container, string host, string reason);

    [LoggerMessage(LogLevel.Warning, "The sagas could not be counted: {Reason}")]
    public static partial void NotCounted(this ILogger log, string reason);

    [LoggerMessage(LogLevel.Warning, "Host {Host} is silent since {LastHeard:u}: {Containers} containers that fail there are no longer looked after")]
    public static partial void HostGivenUp(this ILogger log, string host, DateTimeOffset lastHeard, int containers);
}
