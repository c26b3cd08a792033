using System.Net;
using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Pipeline.Aws.Runtime.Operations;

namespace Pipeline.Aws.Runtime.Protocols;

/// <summary>Reads an XML response as a tree. An empty body reads as an empty element, because some operations have none.</summary>
internal sealed class XmlResponseReader<TResponse>(Func<XElement, TResponse> read, Func<ServiceError, AmazonServiceException> fail)
    : XmlResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse
{
    private static readonly XElement Empty = new("Empty");

    public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext input)
    {
        var root = LoadTree(input);
        var response = read(root);
        response.ResponseMetadata = new ResponseMetadata { RequestId = root.Child("ResponseMetadata")?.Text("RequestId") };
        return response;
    }

    public override AmazonServiceException UnmarshallException(
        XmlUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var root = LoadErrorTree(input);
        var error = root.Child("Error") ?? root;
        var details = ReadMessages(root);

        // Route 53 also rejects with a document that is named after the error code and holds a list of messages.
        var code = error.Text("Code") ?? (root.Child("Messages") is null ? null : root.Name.LocalName);
        var message = error.Text("Message")
            ?? (details is [_, ..] ? string.Join(' ', details) : $"The service answered {(int)statusCode} {statusCode} {code}".TrimEnd());
        return fail(new ServiceError(
            code,
            message,
            Enum.TryParse<ErrorType>(error.Text("Type"), ignoreCase: true, out var type) ? type : ErrorType.Unknown,
            root.Text("RequestId") ?? input.ResponseData.GetHeaderValue("x-amzn-RequestId"),
            statusCode,
            innerException)
        { Details = details });
    }

    private static List<string> ReadMessages(XElement root) =>
        root.DescendantsAndSelf().FirstOrDefault(element => element.Name.LocalName == "Messages")?
            .Elements().Select(message => message.Value).ToList() ?? [];

    private static XElement LoadTree(XmlUnmarshallerContext input)
    {
        using var body = new MemoryStream();
        input.Stream.CopyTo(body);
        body.Position = 0;
        return body.Length == 0 ? Empty : XElement.Load(body);
    }

    /// <summary>An error from a proxy or load balancer may not be XML.</summary>
    private static XElement LoadErrorTree(XmlUnmarshallerContext input)
    {
        try
        {
            return LoadTree(input);
        }
        catch (XmlException)
        {
            return Empty;
        }
    }
}
