using System.Net;

namespace Pipeline.Projector.Zone.Local;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "answering DNS for {Domain} on {EndPoint}, UDP and TCP")]
    public static partial void Answering(this ILogger log, string domain, IPEndPoint endPoint);

    [LoggerMessage(LogLevel.Information, "DNS is answered at IPv4 alone: {Reason}")]
    public static partial void NotAtIPv6(this ILogger log, string reason);

    [LoggerMessage(LogLevel.Information, "stopped answering DNS on {EndPoint}")]
    public static partial void Stopped(this ILogger log, IPEndPoint endPoint);

    [LoggerMessage(LogLevel.Error, "the answer to {Question} failed")]
    public static partial void AnswerFailed(this ILogger log, string question, Exception failure);

    [LoggerMessage(LogLevel.Debug, "a datagram could not be received or sent")]
    public static partial void DatagramLost(this ILogger log, Exception failure);

    [LoggerMessage(LogLevel.Warning, "cannot answer from {Address}, which was asked; answers may come from another address")]
    public static partial void AddressNotBound(this ILogger log, IPAddress address, Exception failure);

    [LoggerMessage(
        LogLevel.Warning,
        "{Question}: {Records} records are more than a DNS message can hold; each answer has another part of them, this one {Answered}")]
    public static partial void AnsweredInPart(this ILogger log, string question, int records, int answered);

    [LoggerMessage(LogLevel.Warning, "a TCP connection could not be accepted")]
    public static partial void AcceptFailed(this ILogger log, Exception failure);
}
