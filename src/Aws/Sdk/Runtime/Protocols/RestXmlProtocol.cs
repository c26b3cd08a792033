using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Pipeline.Aws.Runtime.Protocols;

/// <summary>
/// AWS REST XML: a resource is addressed by method, path and query; XML goes and comes
/// (<see href="https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html"/>).
/// </summary>
/// <param name="xmlNamespace">The namespace of the documents that are sent.</param>
/// <param name="fail">The exception that stands for an error.</param>
public sealed class RestXmlProtocol(ServiceIdentity service, XNamespace xmlNamespace, Func<ServiceError, AmazonServiceException> fail)
{
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path below the API's version; <c>{Id}</c> in it stands for the resource.</param>
    /// <param name="write">Writes the request's members into path, query and body.</param>
    /// <param name="read">Reads the answer from its root element.</param>
    public Operation<TRequest, TResponse> Operation<TRequest, TResponse>(
        string method, string path, Action<TRequest, RestXmlRequest> write, Func<XElement, TResponse> read)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse
    {
        return new(Write, new XmlAnswer<TResponse>(read, fail));

        DefaultRequest Write(TRequest request)
        {
            var wire = new DefaultRequest(request, service.ServiceId) { HttpMethod = method, ResourcePath = $"/{service.ApiVersion}/{path}" };
            if (method == "GET") wire.UseQueryString = true;
            write(request, new RestXmlRequest(wire, xmlNamespace));
            return wire;
        }
    }
}
