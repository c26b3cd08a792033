using System.Net;

namespace Amazon.Route53.Model;

/// <summary>The VPC already has a zone of this name.</summary>
public class ConflictingDomainExistsException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonRoute53Exception(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>No name servers are free for this name.</summary>
public class DelegationSetNotAvailableException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonRoute53Exception(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The caller reference was used for another zone.</summary>
public class HostedZoneAlreadyExistsException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonRoute53Exception(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The zone holds more records than its own SOA and NS.</summary>
public class HostedZoneNotEmptyException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonRoute53Exception(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The name is no domain name.</summary>
public class InvalidDomainNameException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonRoute53Exception(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The request is not well formed.</summary>
public class InvalidInputException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonRoute53Exception(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>There is no such VPC.</summary>
public class InvalidVPCIdException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonRoute53Exception(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>There is no such change.</summary>
public class NoSuchChangeException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonRoute53Exception(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>There is no such health check.</summary>
public class NoSuchHealthCheckException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonRoute53Exception(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>There is no such zone.</summary>
public class NoSuchHostedZoneException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonRoute53Exception(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The zone is busy with another change; retried.</summary>
public class PriorRequestNotCompleteException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonRoute53Exception(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>Too many requests; retried.</summary>
public class ThrottlingException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonRoute53Exception(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The account has as many zones as it may.</summary>
public class TooManyHostedZonesException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonRoute53Exception(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The batch was refused as a whole: nothing of it was applied.</summary>
public class InvalidChangeBatchException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonRoute53Exception(message, innerException, errorType, errorCode, requestId, statusCode)
{
    /// <summary>What is wrong with it, where Route 53 lists it; else the exception's message tells.</summary>
    public List<string> Messages { get; set; } = Unset.List<string>();
}
