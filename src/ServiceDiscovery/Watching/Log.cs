using Microsoft.Extensions.Logging;

namespace Pipeline.ServiceDiscovery.Watching;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "Service {Service}: {Failure}; what is known of it stays")]
    public static partial void SourceFailed(this ILogger log, string service, string failure);
}
