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

/// <summary>No such listener.</summary>
public class ListenerNotFoundException(
    string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonElasticLoadBalancingV2Exception(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The protocol is not supported by this kind of balancer.</summary>
public class UnsupportedProtocolException(
    string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonElasticLoadBalancingV2Exception(message, innerException, errorType, errorCode, requestId, statusCode);
