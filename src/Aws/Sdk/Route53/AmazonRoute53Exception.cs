using System.Net;

namespace Amazon.Route53;

/// <summary>Route 53 refused, or could not be reached in as many tries as the retry mode allows.</summary>
/// <remarks>When it throttles it says <c>Throttling</c>, which is this exception; only <c>ThrottlingException</c> is one of its own.</remarks>
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
