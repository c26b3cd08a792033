using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Pipeline.Aws.Runtime.Operations;

namespace Pipeline.Aws.Runtime.Protocols;

/// <summary>
/// AWS REST XML: a resource has a path and a query; bodies are XML
/// (<see href="https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html"/>).
/// </summary>
/// <param name="xmlNamespace">The namespace of request documents.</param>
/// <param name="fail">Maps an error to its exception.</param>
public sealed class RestXmlProtocol(ServiceIdentity service, XNamespace xmlNamespace, Func<ServiceError, AmazonServiceException> fail)
{
    /// <param name="name">The operation's name: answers are named after it.</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path below the API's version; <c>{Id}</c> is replaced by the resource.</param>
    /// <param name="write">Writes the request's members into path, query and body.</param>
    /// <param name="read">Reads the response from its root element.</param>
    public Operation<TRequest, TResponse> Define<TRequest, TResponse>(
        string name, string method, string path, Action<TRequest, RestXmlRequest> write, Func<XElement, TResponse> read)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse
    {
        return new(Write, new XmlResponseReader<TResponse>(name, read, fail));

        DefaultRequest Write(TRequest request)
        {
            var wire = new DefaultRequest(
                request, service.ServiceId)
            { HttpMethod = method, ResourcePath = $"/{service.ApiVersion}/{path}" };
            if (method == "GET") wire.UseQueryString = true;
            write(request, new RestXmlRequest(wire, xmlNamespace));
            return wire;
        }
    }
}
