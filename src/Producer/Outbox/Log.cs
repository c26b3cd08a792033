using Microsoft.Extensions.Logging;

namespace Pipeline.Producer.Outbox;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Host}: bus unreachable, failure {Failures}; {Depth} facts wait: {Reason}")]
    public static partial void BusUnreachable(ILogger logger, string host, int failures, int depth, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Host}: bus reachable again after {Failures} failures")]
    public static partial void BusReachableAgain(ILogger logger, string host, int failures);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Host}: outbox full at {Capacity} containers; dropped {Dropped} facts, which the next full report replaces")]
    public static partial void FactsDropped(ILogger logger, string host, int capacity, int dropped);
}
