using Amazon.ElasticLoadBalancingV2.Model;

namespace Amazon.ElasticLoadBalancingV2.Wire;

/// <summary>
/// Maps the error codes of Elastic Load Balancing to exceptions
/// (<see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/CommonErrors.html"/>).
/// </summary>
internal static class Failures
{
    public static AmazonServiceException ToException(ServiceError error)
    {
        var (code, message, type, requestId, status, cause) = error;
        return code switch
        {
            "LoadBalancerNotFound" => new LoadBalancerNotFoundException(message, cause, type, code, requestId, status),
            "TargetGroupNotFound" => new TargetGroupNotFoundException(message, cause, type, code, requestId, status),
            "ListenerNotFound" => new ListenerNotFoundException(message, cause, type, code, requestId, status),
            "UnsupportedProtocol" => new UnsupportedProtocolException(message, cause, type, code, requestId, status),
            _ => new AmazonElasticLoadBalancingV2Exception(message, cause, type, code, requestId, status),
        };
    }
}
