using Microsoft.Extensions.Logging;

namespace Pipeline.Producer.Hosts;

internal static partial class Log
{
    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "the epoch cannot be kept in {Path}: {Reason}; after a start with an earlier clock, the second report is believed")]
    public static partial void EpochNotKept(ILogger logger, string path, string reason);
}
