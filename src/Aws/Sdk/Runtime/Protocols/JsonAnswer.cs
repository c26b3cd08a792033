using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace Pipeline.Aws.Runtime.Protocols;

/// <summary>Reads an answer in JSON. An empty body reads as an empty object.</summary>
internal sealed class JsonAnswer<TResponse>(JsonTypeInfo<TResponse> shape, Func<ServiceError, AmazonServiceException> fail) : JsonResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse, new()
{
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input) =>
        Body(input) is { Length: > 0 } body ? JsonSerializer.Deserialize(body, shape) ?? new TResponse() : new TResponse();

    public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var (code, message) = Said(Body(input));

        // Either may carry a namespace before # and an address after a colon.
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

    /// <summary>What stands between us and the service may fail in other words than JSON.</summary>
    private static (string? Code, string? Message) Said(byte[] body)
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
        error.RootElement.ValueKind == JsonValueKind.Object && error.RootElement.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()
            : null;

    private static byte[] Body(JsonUnmarshallerContext input)
    {
        using var body = new MemoryStream();
        input.Stream.CopyTo(body);
        return body.ToArray();
    }
}
