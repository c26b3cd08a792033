using Amazon.Route53.Model;

namespace Amazon.Route53.Wire;

/// <summary>
/// Maps the error codes of Route 53 to exceptions (<see
/// href="https://docs.aws.amazon.com/Route53/latest/APIReference/CommonErrors.html"/>).
/// </summary>
internal static class Failures
{
    public static AmazonServiceException ToException(ServiceError error)
    {
        var (code, message, type, requestId, status, cause) = error;
        return code switch
        {
            "InvalidChangeBatch" => new InvalidChangeBatchException(message, cause, type, code, requestId, status)
            {
                Messages = error.Details is [_, ..] ? [.. error.Details] : Unset.List<string>(),
            },
            "ConflictingDomainExists" => new ConflictingDomainExistsException(message, cause, type, code, requestId, status),
            "DelegationSetNotAvailable" => new DelegationSetNotAvailableException(message, cause, type, code, requestId, status),
            "DelegationSetNotReusable" => new DelegationSetNotReusableException(message, cause, type, code, requestId, status),
            "HostedZoneAlreadyExists" => new HostedZoneAlreadyExistsException(message, cause, type, code, requestId, status),
            "HostedZoneNotEmpty" => new HostedZoneNotEmptyException(message, cause, type, code, requestId, status),
            "InvalidDomainName" => new InvalidDomainNameException(message, cause, type, code, requestId, status),
            "InvalidInput" => new InvalidInputException(message, cause, type, code, requestId, status),
            "InvalidVPCId" => new InvalidVPCIdException(message, cause, type, code, requestId, status),
            "NoSuchChange" => new NoSuchChangeException(message, cause, type, code, requestId, status),
            "NoSuchDelegationSet" => new NoSuchDelegationSetException(message, cause, type, code, requestId, status),
            "NoSuchHealthCheck" => new NoSuchHealthCheckException(message, cause, type, code, requestId, status),
            "NoSuchHostedZone" => new NoSuchHostedZoneException(message, cause, type, code, requestId, status),
            "PriorRequestNotComplete" => new PriorRequestNotCompleteException(message, cause, type, code, requestId, status),
            "ThrottlingException" => new ThrottlingException(message, cause, type, code, requestId, status),
            "TooManyHostedZones" => new TooManyHostedZonesException(message, cause, type, code, requestId, status),
            _ => new AmazonRoute53Exception(message, cause, type, code, requestId, status),
        };
    }
}
