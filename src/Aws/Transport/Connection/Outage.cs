using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;

namespace Pipeline.Aws.Transport.Connection;

/// <summary>Tells failures that pass by themselves from answers that stay as they are.</summary>
internal static class Outage
{
    /// <summary>Error codes that AWS services answer with while an account or a resource is throttled, or credentials are being renewed.</summary>
    private static readonly HashSet<string> PassingCodes = new(StringComparer.OrdinalIgnoreCase)
    {
        "Throttling", "ThrottlingException", "ThrottledException", "Throttled", "RequestThrottled", "RequestThrottledException", "TooManyRequestsException",
        "RequestLimitExceeded", "BandwidthLimitExceeded", "SlowDown", "PriorRequestNotComplete", "KmsThrottled", "KMSThrottling", "OverLimit",
        "RequestTimeout", "RequestTimeoutException", "RequestExpired", "ExpiredToken", "ExpiredTokenException",
        "InternalFailure", "InternalError", "ServiceUnavailable", "QueueDeletedRecently", "AWS.SimpleQueueService.QueueDeletedRecently",
    };

    /// <summary>Whether the same request may succeed later, with nobody having done anything.</summary>
    public static bool MayPass(Exception failure) => failure switch
    {
        AmazonServiceException { StatusCode: >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests } => true,
        AmazonServiceException { ErrorCode: { } code } when PassingCodes.Contains(code) => true,
        AmazonServiceException { StatusCode: not 0, ErrorCode: not (null or "") } => false,
        AmazonUnmarshallingException or HttpRequestException or IOException or SocketException or TimeoutException => true,
        OperationCanceledException => true, // not ours, which callers look for first: the HTTP client's own time limit
        { InnerException: { } inner } => MayPass(inner),
        AmazonServiceException or AmazonClientException => true, // no answer, or no credentials yet
        _ => false,
    };

    /// <summary>Whether a batch's entry failed in a way that passes.</summary>
    public static bool MayPass(string? code, bool? senderFault) => senderFault is not true || (code is not null && PassingCodes.Contains(code));
}
