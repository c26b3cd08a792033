using Microsoft.Extensions.Logging;

namespace Pipeline.Postgres.Servers;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Database below {Directory} does not exist, creating it (takes some seconds)")]
    public static partial void CreatingCluster(this ILogger logger, string directory);

    [LoggerMessage(Level = LogLevel.Debug, Message = "PostgreSQL below {Directory} starting, from {Binaries}")]
    public static partial void Starting(this ILogger logger, string directory, string binaries);

    [LoggerMessage(Level = LogLevel.Information, Message = "PostgreSQL process {Pid} still runs from an earlier start, adopting it")]
    public static partial void Adopting(this ILogger logger, int pid);

    [LoggerMessage(Level = LogLevel.Debug, Message = "PostgreSQL process {Pid} started on port {Port}")]
    public static partial void Started(this ILogger logger, int port, int pid);

    [LoggerMessage(Level = LogLevel.Warning, Message = "PostgreSQL on port {Port} ended unexpectedly, restarting it")]
    public static partial void Ended(this ILogger logger, int port);

    [LoggerMessage(Level = LogLevel.Error, Message = "PostgreSQL restart failed, next attempt in {Pause}: {Reason}")]
    public static partial void RestartFailed(this ILogger logger, string reason, TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Information, Message = "PostgreSQL on port {Port} restarted")]
    public static partial void Restarted(this ILogger logger, int port);

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "PostgreSQL process {Pid} did not stop within {Seconds:0} s, stopping it immediately")]
    public static partial void StoppingImmediately(this ILogger logger, int pid, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "PostgreSQL process {Pid} does not stop: {Reason}")]
    public static partial void DoesNotStop(this ILogger logger, int pid, string reason);
}
