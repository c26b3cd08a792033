using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Pipeline.Aws.Runtime.Operations;

namespace Pipeline.Aws.Runtime.Protocols;

/// <summary>Reads a JSON response. An empty body reads as an empty object.</summary>
internal sealed class JsonResponseReader<TResponse>(JsonTypeInfo<TResponse> shape, Func<ServiceError, AmazonServiceException> fail)
    : JsonResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse, new()
{
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input) =>
        ReadBody(input) is { Length: > 0 } body ? JsonSerializer.Deserialize(body, shape) ?? new TResponse() : new TResponse();

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var (code, message) = ReadError(ReadBody(input));

        // The code may have a namespace before # and a URL after a colon.
        code ??= input.ResponseData.GetHeaderValue("x-amzn-ErrorType") is { Length: > 0 } type ? type : null;
        code = code?.Split('#')[^1].Split(':')[0];
        return fail(new ServiceError(
            code,
            message ?? $"The service answered {(int)statusCode} {statusCode} {code}".TrimEnd(),
            ErrorType.Unknown,
            input.ResponseData.GetHeaderValue("x-amzn-RequestId"),
            statusCode,
            innerException));
    }

    /// <summary>An error from a proxy or load balancer may not be JSON.</summary>
    private static (string? Code, string? Message) ReadError(byte[] body)
    {
        try
        {
            using var error = JsonDocument.Parse(body);
            return (Text(error, "__type") ?? Text(error, "code"), Text(error, "message") ?? Text(error, "Message"));
        }
        catch (JsonException)
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
