using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;

namespace Pipeline.Aws.Transport.Retrying;

/// <summary>Separates transient errors, which a retry can cure, from permanent ones.</summary>
internal static class TransientErrors
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
        AmazonServiceException { ErrorCode: { } code } when Codes.Contains(code) => true,
        AmazonServiceException { StatusCode: not 0, ErrorCode: not (null or "") } => false,
        AmazonUnmarshallingException or HttpRequestException or IOException or SocketException or TimeoutException => true,
        OperationCanceledException => true, // the HTTP client's timeout: callers check their own token first
        { InnerException: { } inner } => IsTransient(inner),
        AmazonServiceException or AmazonClientException => true, // no response, or no credentials yet
        _ => false,
    };

    /// <summary>Whether an entry of a batch failed with a transient error.</summary>
    public static bool IsTransient(string? code, bool? senderFault) =>
        senderFault is not true || (code is not null && Codes.Contains(code));
}
