using Microsoft.Extensions.Logging;

namespace Pipeline.Producer.Agents;

internal static partial class Log
{
    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{Host} watches {Engine}: address {Address}, epoch {Epoch}, incarnation {Incarnation}")]
    public static partial void Watching(
        ILogger logger, string host, string engine, string address, long epoch, string incarnation);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Host}: its address is now {Address}")]
    public static partial void Moved(ILogger logger, string host, string address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Host}: waiting for its engine, failure {Failures}: {Reason}")]
    public static partial void EngineUnreachable(ILogger logger, string host, int failures, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Host}: could not deregister: {Reason}")]
    public static partial void DeregistrationFailed(ILogger logger, string host, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Host}: its end is announced, its containers stay until they stop: {Reason}")]
    public static partial void EndAnnounced(ILogger logger, string host, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Host}: its end is not announced any more")]
    public static partial void EndWithdrawn(ILogger logger, string host);
}
