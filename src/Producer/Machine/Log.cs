using Microsoft.Extensions.Logging;

namespace Pipeline.Producer.Machine;

internal static partial class Log
{
    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "instance metadata: failure {Failures}, so an announced end would not be noticed: {Reason}")]
    public static partial void EndUnknown(ILogger logger, int failures, string reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "cannot read the machine's address, failure {Failures}; it counts as unchanged: {Reason}")]
    public static partial void AddressUnknown(ILogger logger, int failures, string reason);
}
