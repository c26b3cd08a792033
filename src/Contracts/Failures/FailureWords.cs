using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Pipeline.Contracts;

/// <summary>
/// Says a failure in words for the person who reads it: what did not work, without the names of types, parameters and members that a
/// framework puts into its messages.
/// <code>
/// failure                                           words
/// One or more errors occurred. (…)                  those of the first one
/// SQS cannot be reached: Connection refused (…)     SQS cannot be reached: … refused: the cause that it quotes is told in words
/// Connection refused (10.0.0.1:443)                 10.0.0.1:443: the connection was refused: nothing listens there
/// The response ended prematurely. (ResponseEnded)   the connection was closed before the answer was complete
/// Value cannot be null. (Parameter 'envelope')      envelope is missing
/// The JSON value could not be converted to …        it is not the JSON that is expected at $.host
/// The operation was canceled.                       no answer in time
/// </code>
/// </summary>
public static partial class FailureWords
{
    // This room knows no HTTP, so that its failures are told by their messages.
    private const string CutShort = "the connection was closed before the answer was complete";
    private const string NotSecure = "no secure connection could be made (TLS)";
    private const string Unexpected = "it met a value that it did not expect";
    private const string SeveralFailed = "One or more errors occurred. (";

    public static string Describe(Exception failure) => failure switch
    {
        AggregateException { InnerExceptions: [var first, ..] } => Describe(first),
        { InnerException: { Message.Length: > 0 } cause } when failure.Message.EndsWith(cause.Message, StringComparison.Ordinal) =>
            failure.Message[..^cause.Message.Length] + Describe(cause),
        SocketException socket => Describe(socket),
        { InnerException: SocketException socket } => $"{PlaceIn(failure.Message)}{Describe(socket)}",
        { InnerException: IOException inner } when failure is not UnauthorizedAccessException => Describe(inner),
        EndOfStreamException => CutShort,
        OperationCanceledException or TimeoutException { InnerException: OperationCanceledException } => "no answer in time",
        JsonException json => $"it is not the JSON that is expected{(json.Path is { Length: > 1 } path ? $" at {path}" : "")}",
        NullReferenceException or InvalidCastException or KeyNotFoundException or IndexOutOfRangeException => Unexpected,
        ArgumentNullException { ParamName: { } missing } => $"{missing} is missing",
        _ => Clean(failure.Message),
    };

    /// <summary>A message without what a framework adds for programmers.</summary>
    public static string Clean(string message)
    {
        if (message.StartsWith(SeveralFailed, StringComparison.Ordinal)) return Clean(message[SeveralFailed.Length..].TrimEnd(')'));
        if (message.Contains("(ResponseEnded)", StringComparison.Ordinal)) return CutShort;
        if (message.StartsWith("The SSL connection could not be", StringComparison.Ordinal)) return NotSecure;
        if (message.StartsWith("Received an invalid ", StringComparison.Ordinal)) return "the answer is not HTTP";
        if (message.StartsWith("Received unknown response ", StringComparison.Ordinal)) return "what answers is no PostgreSQL";
        if (message.StartsWith("The value cannot be an empty", StringComparison.Ordinal)) return "it is empty";
        var words = Markings().Replace(message, "").TrimEnd('.', ' ');
        return words.Length > 0 ? words : "it failed without a word";
    }

    // "Connection refused (10.0.0.1:443)" and "Failed to connect to 10.0.0.1:5432" name a place that the words below do not.
    private static string PlaceIn(string message) => Place().Match(message) is { Success: true, Value: var place } ? $"{place}: " : "";

    private static string Describe(SocketException failure) => failure.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "the connection was refused: nothing listens there",
        SocketError.TimedOut => "no answer in time",
        SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => "the name is not known",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "there is no way to the address",
        SocketError.ConnectionReset or SocketError.Shutdown => "the connection was closed by the other side",
        _ => Clean(failure.Message),
    };

    [GeneratedRegex(@"\s*\(Parameter '[^']*'\)|Exception of type '[^']*' was thrown|\s*Path: \S+ \| LineNumber: .*$")]
    private static partial Regex Markings();

    [GeneratedRegex(@"(?<=\(|^Failed to connect to )[^\s()]+:[0-9]+(?=\)?$)")]
    private static partial Regex Place();
}
