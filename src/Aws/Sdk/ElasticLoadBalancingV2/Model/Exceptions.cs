using System.Net;

namespace Amazon.ElasticLoadBalancingV2.Model;

/// <summary>No such balancer.</summary>
public class LoadBalancerNotFoundException(
    string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonElasticLoadBalancingV2Exception(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>No such target group.</summary>
public class TargetGroupNotFoundException(
    string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonElasticLoadBalancingV2Exception(message, innerException, errorType, errorCode, requestId, statusCode);
