using Microsoft.Extensions.Logging;

namespace Pipeline.Producer;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Host} watches {Engine} as {Address}, epoch {Epoch}")]
    public static partial void Watching(ILogger logger, string host, string engine, string address, long epoch);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Host}: waiting for its engine, failure {Failures}: {Reason}")]
    public static partial void EngineAway(ILogger logger, string host, int failures, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Host}: {ContainerId}: {Action}")]
    public static partial void Hint(ILogger logger, string host, string containerId, string action);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Host}: {ContainerId} could not be inspected, failure {Attempt}: {Reason}")]
    public static partial void InspectionFailed(ILogger logger, string host, string containerId, int attempt, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Host}: the report goes out with {Missing} containers not inspected in {Waited}; what was last known of them stands")]
    public static partial void ReportIncomplete(ILogger logger, string host, int missing, TimeSpan waited);

    [LoggerMessage(Level = LogLevel.Debug, Message = "the task address of {ContainerId} is not known: {Reason}")]
    public static partial void TaskAddressUnknown(ILogger logger, string containerId, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Host}: bus away, failure {Failures}; {Depth} facts wait: {Reason}")]
    public static partial void BusAway(ILogger logger, string host, int failures, int depth, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Host}: bus back after {Failures} failures")]
    public static partial void BusBack(ILogger logger, string host, int failures);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Host}: {Forgotten} facts forgotten past the outbox's capacity of {Capacity}; a full report will make up for them")]
    public static partial void FactsForgotten(ILogger logger, string host, int forgotten, int capacity);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Host} could not take its leave: {Reason}")]
    public static partial void LeaveFailed(ILogger logger, string host, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Host}: a {Kind} ({Stamp}) is not published, now or later: {Reason}")]
    public static partial void FactRefused(ILogger logger, string host, string kind, string stamp, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "whether an end of this machine is announced is not known, failure {Failures}: {Reason}")]
    public static partial void NoticesUnknown(ILogger logger, int failures, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Host} leaves: {Reason}")]
    public static partial void Leaving(ILogger logger, string host, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Host}: no end of this machine is announced any more; it is reported again")]
    public static partial void Staying(ILogger logger, string host);
}
