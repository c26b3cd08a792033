using Amazon.ECS.Model;

namespace Amazon.ECS.Wire;

/// <summary>
/// Maps the error codes of ECS to exceptions (<see href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html"/>).
/// </summary>
internal static class Failures
{
    public static AmazonServiceException ToException(ServiceError error)
    {
        var (code, message, type, requestId, status, cause) = error;
        return code switch
        {
            "AccessDeniedException" => new AccessDeniedException(message, cause, type, code, requestId, status),
            "ClientException" => new ClientException(message, cause, type, code, requestId, status),
            "ClusterNotFoundException" => new ClusterNotFoundException(message, cause, type, code, requestId, status),
            "InvalidParameterException" => new InvalidParameterException(message, cause, type, code, requestId, status),
            "ServerException" => new ServerException(message, cause, type, code, requestId, status),
            "ServiceNotFoundException" => new ServiceNotFoundException(message, cause, type, code, requestId, status),
            _ => new AmazonECSException(message, cause, type, code, requestId, status),
        };
    }
}
