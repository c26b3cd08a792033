using Amazon.SimpleNotificationService.Model;

namespace Amazon.SimpleNotificationService.Wire;

/// <summary>
/// Maps the error codes of SNS to exceptions (<see href="https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html"/>).
/// </summary>
internal static class Failures
{
    public static AmazonServiceException ToException(ServiceError error)
    {
        var (code, message, type, requestId, status, cause) = error;
        return code switch
        {
            "AuthorizationError" => new AuthorizationErrorException(message, cause, type, code, requestId, status),
            "BatchEntryIdsNotDistinct" => new BatchEntryIdsNotDistinctException(message, cause, type, code, requestId, status),
            "BatchRequestTooLong" => new BatchRequestTooLongException(message, cause, type, code, requestId, status),
            "ConcurrentAccess" => new ConcurrentAccessException(message, cause, type, code, requestId, status),
            "EmptyBatchRequest" => new EmptyBatchRequestException(message, cause, type, code, requestId, status),
            "EndpointDisabled" => new EndpointDisabledException(message, cause, type, code, requestId, status),
            "FilterPolicyLimitExceeded" => new FilterPolicyLimitExceededException(message, cause, type, code, requestId, status),
            "InternalError" => new InternalErrorException(message, cause, type, code, requestId, status),
            "InvalidBatchEntryId" => new InvalidBatchEntryIdException(message, cause, type, code, requestId, status),
            "InvalidParameter" => new InvalidParameterException(message, cause, type, code, requestId, status),
            "InvalidSecurity" => new InvalidSecurityException(message, cause, type, code, requestId, status),
            "InvalidState" => new InvalidStateException(message, cause, type, code, requestId, status),
            "KMSAccessDenied" => new KMSAccessDeniedException(message, cause, type, code, requestId, status),
            "KMSDisabled" => new KMSDisabledException(message, cause, type, code, requestId, status),
            "KMSInvalidState" => new KMSInvalidStateException(message, cause, type, code, requestId, status),
            "KMSNotFound" => new KMSNotFoundException(message, cause, type, code, requestId, status),
            "KMSOptInRequired" => new KMSOptInRequiredException(message, cause, type, code, requestId, status),
            "KMSThrottling" => new KMSThrottlingException(message, cause, type, code, requestId, status),
            "NotFound" => new NotFoundException(message, cause, type, code, requestId, status),
            "ParameterValueInvalid" => new InvalidParameterValueException(message, cause, type, code, requestId, status),
            "PlatformApplicationDisabled" => new PlatformApplicationDisabledException(message, cause, type, code, requestId, status),
            "ReplayLimitExceeded" => new ReplayLimitExceededException(message, cause, type, code, requestId, status),
            "StaleTag" => new StaleTagException(message, cause, type, code, requestId, status),
            "SubscriptionLimitExceeded" => new SubscriptionLimitExceededException(message, cause, type, code, requestId, status),
            "TagLimitExceeded" => new TagLimitExceededException(message, cause, type, code, requestId, status),
            "TagPolicy" => new TagPolicyException(message, cause, type, code, requestId, status),
            "Throttled" => new ThrottledException(message, cause, type, code, requestId, status),
            "TooManyEntriesInBatchRequest" => new TooManyEntriesInBatchRequestException(message, cause, type, code, requestId, status),
            "TopicLimitExceeded" => new TopicLimitExceededException(message, cause, type, code, requestId, status),
            "ValidationException" => new ValidationException(message, cause, type, code, requestId, status),
            _ => new AmazonSimpleNotificationServiceException(message, cause, type, code, requestId, status),
        };
    }
}
