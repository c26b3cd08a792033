using Microsoft.Extensions.Logging;

namespace Pipeline.Producer;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Host} watches {Engine} as {Address}, epoch {Epoch}")]
    public static partial void Watching(ILogger logger, string host, string engine, string address, long epoch);

    [LoggerMessage(Level = LogLevel.Warning, Message = "engine away ({Reason}); try {Attempt} in {Delay}")]
    public static partial void EngineAway(ILogger logger, string reason, int attempt, TimeSpan delay);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{ContainerId}: {Action}")]
    public static partial void Hint(ILogger logger, string containerId, string action);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{ContainerId} could not be inspected, failure {Attempt}: {Reason}")]
    public static partial void InspectionFailed(ILogger logger, string containerId, int attempt, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the report goes out with {Missing} containers not inspected in {Waited}; what was last known of them stands")]
    public static partial void ReportIncomplete(ILogger logger, int missing, TimeSpan waited);

    [LoggerMessage(Level = LogLevel.Debug, Message = "the task address of {ContainerId} is not known: {Reason}")]
    public static partial void TaskAddressUnknown(ILogger logger, string containerId, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "bus away, failure {Failures}; {Depth} facts wait: {Reason}")]
    public static partial void BusAway(ILogger logger, int failures, int depth, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "bus back after {Failures} failures")]
    public static partial void BusBack(ILogger logger, int failures);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Forgotten} facts forgotten past the outbox's capacity of {Capacity}; a full report will make up for them")]
    public static partial void FactsForgotten(ILogger logger, int forgotten, int capacity);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the host could not take its leave: {Reason}")]
    public static partial void LeaveFailed(ILogger logger, string reason);
}
