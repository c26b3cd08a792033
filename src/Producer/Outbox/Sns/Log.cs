using Microsoft.Extensions.Logging;
using Pipeline.Contracts;

namespace Pipeline.Producer.Outbox.Sns;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Error, Message = "{Host}: {Kind} {Stamp} can never be published: {Reason}")]
    public static partial void FactRefused(ILogger logger, string host, string kind, Stamp stamp, string reason);
}
