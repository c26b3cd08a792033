using System.Net;
using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace Pipeline.Aws.Runtime.Protocols;

/// <summary>Reads an answer in XML as a tree. An empty body reads as an empty element: some operations answer with nothing.</summary>
internal sealed class XmlAnswer<TResponse>(Func<XElement, TResponse> read, Func<ServiceError, AmazonServiceException> fail) : XmlResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse
{
    private static readonly XElement Nothing = new("Nothing");

    public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext input)
    {
        var answer = Tree(input);
        var response = read(answer);
        response.ResponseMetadata = new ResponseMetadata { RequestId = answer.Child("ResponseMetadata")?.Text("RequestId") };
        return response;
    }

    public override AmazonServiceException UnmarshallException(XmlUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var answer = TreeOfError(input);
        var error = answer.Child("Error") ?? answer;

        // Route 53 also refuses with a document named after the reason, which holds a list of messages.
        var code = error.Text("Code") ?? (answer.Child("Messages") is null ? null : answer.Name.LocalName);
        var details = answer.DescendantsAndSelf().FirstOrDefault(element => element.Name.LocalName == "Messages")?.Elements().Select(message => message.Value).ToList() ?? [];
        return fail(new ServiceError(
            code,
            error.Text("Message") ?? (details is [_, ..] ? string.Join(' ', details) : $"The service answered {(int)statusCode} {statusCode} {code}".TrimEnd()),
            Enum.TryParse<ErrorType>(error.Text("Type"), ignoreCase: true, out var type) ? type : ErrorType.Unknown,
            answer.Text("RequestId") ?? input.ResponseData.GetHeaderValue("x-amzn-RequestId"),
            statusCode,
            innerException)
        { Details = details });
    }

    private static XElement Tree(XmlUnmarshallerContext input)
    {
        using var body = new MemoryStream();
        input.Stream.CopyTo(body);
        body.Position = 0;
        return body.Length == 0 ? Nothing : XElement.Load(body);
    }

    /// <summary>What stands between us and the service may fail in other words than XML.</summary>
    private static XElement TreeOfError(XmlUnmarshallerContext input)
    {
        try
        {
            return Tree(input);
        }
        catch (XmlException)
        {
            return Nothing;
        }
    }
}
