using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Pipeline.Aws.Runtime.Operations;

namespace Pipeline.Aws.Runtime.Protocols;

/// <summary>
/// AWS Query: POST with a form, response in XML (<see href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html"/>).
/// </summary>
/// <param name="fail">Maps an error to its exception.</param>
public sealed class QueryProtocol(ServiceIdentity service, Func<ServiceError, AmazonServiceException> fail)
{
    /// <summary>An operation whose answer has a result.</summary>
    /// <param name="name">The operation's name on the wire.</param>
    /// <param name="write">Writes the request's members into the form.</param>
    /// <param name="read">Reads the response from its result element.</param>
    public Operation<TRequest, TResponse> Define<TRequest, TResponse>(
        string name, Action<TRequest, QueryForm> write, Func<XElement, TResponse> read)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse
    {
        var result = $"{name}Result";
        return Create(name, write, response => read(response.Required(result)));
    }

    /// <summary>An operation whose answer is no more than that it was done.</summary>
    public Operation<TRequest, TResponse> Define<TRequest, TResponse>(string name, Action<TRequest, QueryForm> write)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse, new() => Create(name, write, _ => new TResponse());

    private Operation<TRequest, TResponse> Create<TRequest, TResponse>(
        string name, Action<TRequest, QueryForm> write, Func<XElement, TResponse> read)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse
    {
        return new(Write, new XmlResponseReader<TResponse>(name, read, fail));

        DefaultRequest Write(TRequest request)
        {
            var wire = new DefaultRequest(request, service.ServiceId) { HttpMethod = "POST", ResourcePath = "/" };
            wire.Parameters["Action"] = name;
            wire.Parameters["Version"] = service.ApiVersion;
            write(request, new QueryForm(wire.Parameters));
            return wire;
        }
    }
}
