using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Pipeline.Aws.Runtime.Protocols;

/// <summary>
/// AWS JSON 1.1: an object is posted, an object comes back (<see href="https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html"/>).
/// Members are named in camel case, absent ones are not written, times are seconds since 1970.
/// </summary>
public sealed class JsonProtocol
{
    private readonly ServiceIdentity service;
    private readonly string target;
    private readonly Func<ServiceError, AmazonServiceException> fail;
    private readonly JsonSerializerOptions shapes;

    /// <param name="target">What names the service before each operation's name.</param>
    /// <param name="shapes">The requests and answers.</param>
    /// <param name="constants">A <see cref="ConstantConverter{T}"/> for each class of constants in them.</param>
    /// <param name="fail">The exception that stands for an error.</param>
    public JsonProtocol(
        ServiceIdentity service, string target, IJsonTypeInfoResolver shapes, IEnumerable<JsonConverter> constants, Func<ServiceError, AmazonServiceException> fail)
    {
        (this.service, this.target, this.fail) = (service, target, fail);
        this.shapes = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            TypeInfoResolver = shapes.WithAddedModifier(LeaveToTheRuntime),
        };
        this.shapes.Converters.Add(new EpochSeconds());
        foreach (var constant in constants) this.shapes.Converters.Add(constant);
    }

    /// <param name="name">The operation's name on the wire.</param>
    public Operation<TRequest, TResponse> Operation<TRequest, TResponse>(string name)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse, new()
    {
        var written = (JsonTypeInfo<TRequest>)shapes.GetTypeInfo(typeof(TRequest));
        return new(Write, new JsonAnswer<TResponse>((JsonTypeInfo<TResponse>)shapes.GetTypeInfo(typeof(TResponse)), fail));

        DefaultRequest Write(TRequest request)
        {
            var wire = new DefaultRequest(request, service.ServiceId)
            {
                HttpMethod = "POST",
                ResourcePath = "/",
                Content = JsonSerializer.SerializeToUtf8Bytes(request, written),
            };
            wire.Headers["X-Amz-Target"] = $"{target}.{name}";
            wire.Headers["Content-Type"] = "application/x-amz-json-1.1";
            return wire;
        }
    }

    /// <summary>What a request or an answer has from its base class does not travel.</summary>
    private static void LeaveToTheRuntime(JsonTypeInfo type)
    {
        for (var index = type.Properties.Count - 1; index >= 0; index--)
            if (type.Properties[index].DeclaringType.Assembly == typeof(AmazonWebServiceResponse).Assembly) type.Properties.RemoveAt(index);
    }
}
