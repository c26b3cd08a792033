using System.Net;

namespace Amazon.ElasticLoadBalancingV2;

/// <summary>Elastic Load Balancing refused, or could not be reached in as many tries as the retry mode allows.</summary>
public class AmazonElasticLoadBalancingV2Exception : AmazonServiceException
{
    public AmazonElasticLoadBalancingV2Exception(string message)
        : base(message)
    {
    }

    public AmazonElasticLoadBalancingV2Exception(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
