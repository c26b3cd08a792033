using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Xml;
using Amazon.Runtime;

namespace Pipeline.Aws.Answers;

/// <summary>
/// Separates transient errors, which a retry can cure, from permanent ones. What is not an answer of the service is an outage, whatever its
/// status: a page of a proxy, a body that is cut short, a connection that breaks.
/// </summary>
public static class TransientErrors
{
    /// <summary>Error codes for throttling, for expired credentials that the SDK renews, and for failures inside a service.</summary>
    private static readonly HashSet<string> Codes = new(StringComparer.OrdinalIgnoreCase)
    {
        "Throttling", "ThrottlingException", "ThrottledException", "Throttled",
        "RequestThrottled", "RequestThrottledException", "TooManyRequestsException",
        "RequestLimitExceeded", "BandwidthLimitExceeded", "SlowDown", "PriorRequestNotComplete",
        "KmsThrottled", "KMSThrottling", "OverLimit",
        "RequestTimeout", "RequestTimeoutException", "RequestExpired", "ExpiredToken", "ExpiredTokenException",
        "InternalFailure", "InternalError", "ServiceUnavailable", "QueueDeletedRecently", "AWS.SimpleQueueService.QueueDeletedRecently",
    };

    /// <summary>Whether the same request can succeed later without any change.</summary>
    public static bool IsTransient(Exception failure) => failure switch
    {
        AmazonServiceException { StatusCode: >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests } => true,
        AmazonServiceException { ErrorCode: { Length: > 0 } code } when Codes.Contains(code.Trim()) => true,
        AmazonServiceException { StatusCode: not 0, ErrorCode: { Length: > 0 } } => false,
        AmazonServiceException { StatusCode: not 0 } => true, // without a code it is not the service that refuses
        HttpRequestException or IOException or SocketException or TimeoutException => true,
        JsonException or XmlException => true, // some official clients let them through
        OperationCanceledException => true, // the HTTP client's timeout: callers check their own token first
        { InnerException: { } inner } => IsTransient(inner),
        AmazonServiceException or AmazonClientException => true, // no response, or no credentials yet
        _ => false,
    };

    /// <summary>Whether an entry of a batch failed with a transient error.</summary>
    public static bool IsTransient(string? code, bool? senderFault) =>
        senderFault is not true || (code is not null && Codes.Contains(code.Trim()));

    /// <summary>Whether a call to AWS failed: refused, unanswered, or answered by something else.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="cancel">The caller's own token: a call that it cancelled did not fail.</param>
    public static bool IsFailedCall(Exception failure, CancellationToken cancel) =>
        !cancel.IsCancellationRequested && (failure is AmazonServiceException or AmazonClientException || IsTransient(failure));
}
