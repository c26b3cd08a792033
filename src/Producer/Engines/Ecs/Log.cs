using Microsoft.Extensions.Logging;

namespace Pipeline.Producer.Engines.Ecs;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "{ContainerId}: the address of its task is unknown: {Reason}")]
    public static partial void TaskAddressUnknown(ILogger logger, string containerId, string reason);
}
