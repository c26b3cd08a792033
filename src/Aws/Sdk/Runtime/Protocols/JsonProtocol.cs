using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Pipeline.Aws.Runtime.Operations;

namespace Pipeline.Aws.Runtime.Protocols;

/// <summary>
/// AWS JSON 1.1: POST with a JSON object, response with a JSON object (<see
/// href="https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html"/>).
/// Names are in camel case, null members are omitted, times are seconds since 1970.
/// </summary>
public sealed class JsonProtocol
{
    private readonly ServiceIdentity service;
    private readonly string target;
    private readonly Func<ServiceError, AmazonServiceException> fail;
    private readonly JsonSerializerOptions shapes;

    /// <param name="target">The service's prefix of operation names in <c>X-Amz-Target</c>.</param>
    /// <param name="shapes">The JSON metadata of requests and responses.</param>
    /// <param name="constants">A <see cref="ConstantConverter{T}"/> per class of constants.</param>
    /// <param name="required">The members without which a response is not an answer, by the type that has them.</param>
    /// <param name="fail">Maps an error to its exception.</param>
    public JsonProtocol(
        ServiceIdentity service,
        string target,
        IJsonTypeInfoResolver shapes,
        IEnumerable<JsonConverter> constants,
        IReadOnlyDictionary<Type, string[]> required,
        Func<ServiceError, AmazonServiceException> fail)
    {
        (this.service, this.target, this.fail) = (service, target, fail);
        this.shapes = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            RespectNullableAnnotations = true, // without it a required member may be null
            TypeInfoResolver = shapes.WithAddedModifier(RemoveBaseMembers).WithAddedModifier(type => RequireMembers(type, required)),
        };
        this.shapes.Converters.Add(new EpochSeconds());
        foreach (var constant in constants) this.shapes.Converters.Add(constant);
    }

    /// <param name="name">The operation's name on the wire.</param>
    public Operation<TRequest, TResponse> Define<TRequest, TResponse>(string name)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse
    {
        var requestInfo = (JsonTypeInfo<TRequest>)shapes.GetTypeInfo(typeof(TRequest));
        return new(Write, new JsonResponseReader<TResponse>(name, (JsonTypeInfo<TResponse>)shapes.GetTypeInfo(typeof(TResponse)), fail));

        DefaultRequest Write(TRequest request)
        {
            var wire = new DefaultRequest(request, service.ServiceId)
            {
                HttpMethod = "POST",
                ResourcePath = "/",
                Content = JsonSerializer.SerializeToUtf8Bytes(request, requestInfo),
            };
            wire.Headers["X-Amz-Target"] = $"{target}.{name}";
            wire.Headers["Content-Type"] = "application/x-amz-json-1.1";
            return wire;
        }
    }

    /// <summary>Members of the base classes are not part of the wire format.</summary>
    private static void RemoveBaseMembers(JsonTypeInfo type)
    {
        for (var index = type.Properties.Count - 1; index >= 0; index--)
            if (type.Properties[index].DeclaringType.Assembly == typeof(AmazonWebServiceResponse).Assembly) type.Properties.RemoveAt(index);
    }

    private static void RequireMembers(JsonTypeInfo type, IReadOnlyDictionary<Type, string[]> required)
    {
        if (!required.TryGetValue(type.Type, out var names)) return;
        foreach (var name in names)
        {
            var member = type.Properties.Single(property => property.Name == name);
            (member.IsRequired, member.IsSetNullable) = (true, false);
        }
    }
}
