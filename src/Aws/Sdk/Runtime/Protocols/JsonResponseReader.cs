using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Pipeline.Aws.Answers;
using Pipeline.Aws.Runtime.Operations;

namespace Pipeline.Aws.Runtime.Protocols;

/// <summary>Reads a JSON response. It is an answer only if it has the members that the shape requires.</summary>
internal sealed class JsonResponseReader<TResponse>(
    string operation, JsonTypeInfo<TResponse> shape, Func<ServiceError, AmazonServiceException> fail)
    : JsonResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse
{
    // The base class wraps every failure.
    public override AmazonWebServiceResponse Unmarshall(UnmarshallerContext input)
    {
        try
        {
            return base.Unmarshall(input);
        }
        catch (AmazonUnmarshallingException failure)
        {
            var reason = failure.InnerException?.Message ?? failure.Message;
            throw new NotAnAnswerException(operation, reason, failure.RequestId, failure.InnerException);
        }
    }

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input) =>
        JsonSerializer.Deserialize(ReadBody(input), shape) ?? throw new JsonException("it is null");

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var (code, message) = ReadError(input);

        // The code may have a namespace before # and a URL after a colon.
        code ??= input.ResponseData.GetHeaderValue("x-amzn-ErrorType");
        code = code?.Split('#')[^1].Split(':')[0].Trim() is { Length: > 0 } given ? given : null;
        return fail(new ServiceError(
            code,
            message ?? $"The service answered {(int)statusCode} {statusCode} {code}".TrimEnd(),
            ErrorType.Unknown,
            input.ResponseData.GetHeaderValue("x-amzn-RequestId"),
            statusCode,
            innerException));
    }

    /// <summary>An error from a proxy or load balancer may not be JSON.</summary>
    private static (string? Code, string? Message) ReadError(JsonUnmarshallerContext input)
    {
        try
        {
            using var error = JsonDocument.Parse(ReadBody(input));
            return (Text(error, "__type") ?? Text(error, "code"), Text(error, "message") ?? Text(error, "Message"));
        }
        catch (Exception failure) when (failure is JsonException or IOException)
        {
            return default;
        }
    }

    private static string? Text(JsonDocument error, string name) =>
        error.RootElement.ValueKind == JsonValueKind.Object && error.RootElement.TryGetProperty(name, out var text)
            && text.ValueKind == JsonValueKind.String
            ? text.GetString()
            : null;

    private static byte[] ReadBody(JsonUnmarshallerContext input)
    {
        using var body = new MemoryStream();
        input.Stream.CopyTo(body);
        return body.ToArray();
    }
}
