using System.Net;

namespace Amazon.Route53.Model;

/// <summary>The VPC already has a zone of this name.</summary>
public class ConflictingDomainExistsException(
    string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonRoute53Exception(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>No name servers are free for this name.</summary>
public class DelegationSetNotAvailableException(
    string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonRoute53Exception(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The caller reference was used for another zone.</summary>
public class HostedZoneAlreadyExistsException(
    string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonRoute53Exception(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The zone has records besides its SOA and NS.</summary>
public class HostedZoneNotEmptyException(
    string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonRoute53Exception(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The name is not a domain name.</summary>
public class InvalidDomainNameException(
    string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonRoute53Exception(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The request is malformed.</summary>
public class InvalidInputException(
    string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonRoute53Exception(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>No such VPC.</summary>
public class InvalidVPCIdException(
    string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonRoute53Exception(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>No such change.</summary>
public class NoSuchChangeException(
    string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonRoute53Exception(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>No such health check.</summary>
public class NoSuchHealthCheckException(
    string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonRoute53Exception(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>No such zone.</summary>
public class NoSuchHostedZoneException(
    string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonRoute53Exception(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The zone is busy with another change; retried.</summary>
public class PriorRequestNotCompleteException(
    string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonRoute53Exception(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>Too many requests; retried.</summary>
public class ThrottlingException(
    string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonRoute53Exception(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The account has as many zones as it may.</summary>
public class TooManyHostedZonesException(
    string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonRoute53Exception(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The delegation set is not a reusable one.</summary>
public class DelegationSetNotReusableException(
    string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonRoute53Exception(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>No such reusable delegation set.</summary>
public class NoSuchDelegationSetException(
    string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonRoute53Exception(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The whole batch was rejected; no change was applied.</summary>
public class InvalidChangeBatchException(
    string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonRoute53Exception(message, innerException, errorType, errorCode, requestId, statusCode)
{
    /// <summary>The problems, if Route 53 lists them; otherwise see the exception's message.</summary>
    public List<string> Messages { get; set; } = Unset.List<string>();
}
