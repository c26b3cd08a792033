using Microsoft.Extensions.Logging;

namespace Pipeline.Producer.Watching;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "{Host}: {ContainerId}: {Action}")]
    public static partial void Hint(ILogger logger, string host, string containerId, string action);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Host}: {ContainerId}: inspection failed, failure {Failures}: {Reason}")]
    public static partial void InspectionFailed(ILogger logger, string host, string containerId, int failures, string reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Host}: {ContainerId}: crash {Crashes} in a row, exit code {ExitCode}; held back from DNS for {Seconds} s")]
    public static partial void HeldBack(ILogger logger, string host, string containerId, int crashes, int? exitCode, int seconds);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Host}: report incomplete: {Missing} containers cannot be inspected and stay as last reported: {Containers}")]
    public static partial void ReportIncomplete(ILogger logger, string host, int missing, string containers);
}
