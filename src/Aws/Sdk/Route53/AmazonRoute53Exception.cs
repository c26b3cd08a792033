using System.Net;

namespace Amazon.Route53;

/// <summary>Route 53 refused, or could not be reached in as many tries as the retry mode allows.</summary>
/// <remarks>
/// Throttling has the code <c>Throttling</c> and this exception; only the code <c>ThrottlingException</c> has its own.
/// </remarks>
public class AmazonRoute53Exception : AmazonServiceException
{
    public AmazonRoute53Exception(string message)
        : base(message)
    {
    }

    public AmazonRoute53Exception(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
