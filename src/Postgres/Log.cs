using Microsoft.Extensions.Logging;

namespace Pipeline.Postgres;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "preparing a new database below {Directory}, some seconds")]
    public static partial void Preparing(this ILogger logger, string directory);

    [LoggerMessage(Level = LogLevel.Debug, Message = "starting PostgreSQL from {Binaries} below {Directory}")]
    public static partial void Starting(this ILogger logger, string binaries, string directory);

    [LoggerMessage(Level = LogLevel.Information, Message = "taking over the PostgreSQL server that an earlier run left, process {Pid}")]
    public static partial void Adopting(this ILogger logger, int pid);

    [LoggerMessage(Level = LogLevel.Debug, Message = "PostgreSQL answers on port {Port}, process {Pid}")]
    public static partial void Answers(this ILogger logger, int port, int pid);

    [LoggerMessage(Level = LogLevel.Warning, Message = "PostgreSQL ended without being asked to; starting it again on port {Port}")]
    public static partial void Ended(this ILogger logger, int port);

    [LoggerMessage(Level = LogLevel.Error, Message = "PostgreSQL does not start again, next try in {Pause}: {Reason}")]
    public static partial void DoesNotStartAgain(this ILogger logger, string reason, TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Information, Message = "PostgreSQL answers again on port {Port}")]
    public static partial void AnswersAgain(this ILogger logger, int port);

    [LoggerMessage(Level = LogLevel.Warning, Message = "PostgreSQL, process {Pid}, did not stop within {Seconds:0} s: it is being stopped at once")]
    public static partial void StoppingAtOnce(this ILogger logger, int pid, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "PostgreSQL, process {Pid}, does not stop: {Reason}")]
    public static partial void DoesNotStop(this ILogger logger, int pid, string reason);
}
