using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Pipeline.Producer.Running;

/// <summary>The agent's log: an object in JSON a line on standard output, times in UTC.</summary>
internal static class LineLog
{
    public static ILoggerFactory ToStandardOutput(LogLevel least, TimeProvider _) => LoggerFactory.Create(logging => logging
        .SetMinimumLevel(least)
        .AddJsonConsole(format => (format.UseUtcTimestamp, format.TimestampFormat) = (true, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'")));
}
