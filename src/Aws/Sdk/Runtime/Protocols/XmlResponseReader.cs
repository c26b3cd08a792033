using System.Net;
using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Pipeline.Aws.Answers;
using Pipeline.Aws.Runtime.Operations;

namespace Pipeline.Aws.Runtime.Protocols;

/// <summary>Reads an XML response as a tree. It is an answer only if its root is named after the operation.</summary>
internal sealed class XmlResponseReader<TResponse>(
    string operation, Func<XElement, TResponse> read, Func<ServiceError, AmazonServiceException> fail)
    : XmlResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse
{
    private static readonly XElement Empty = new("Empty");

    /// <summary>No service sends a document type, but pages of proxies have one.</summary>
    private static readonly XmlReaderSettings Reading = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    private readonly string root = $"{operation}Response";

    public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext input)
    {
        try
        {
            var tree = LoadTree(input);
            if (tree.Name.LocalName != root) throw new FormatException($"its root is {tree.Name.LocalName}");
            var response = read(tree);
            response.ResponseMetadata = new ResponseMetadata { RequestId = tree.Child("ResponseMetadata")?.Text("RequestId") };
            return response;
        }
        catch (Exception failure) when (failure is XmlException or FormatException or OverflowException or ArgumentException or IOException)
        {
            throw new NotAnAnswerException(operation, failure.Message, input.ResponseData.GetHeaderValue("x-amzn-RequestId"), failure);
        }
    }

    public override AmazonServiceException UnmarshallException(
        XmlUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var tree = LoadErrorTree(input);
        var error = tree.Child("Error") ?? tree;
        var details = ReadMessages(tree);

        // Route 53 also rejects with a document that is named after the error code and holds a list of messages.
        var code = error.Text("Code")?.Trim() is { Length: > 0 } given ? given
            : tree.Child("Messages") is null ? null : tree.Name.LocalName;
        var message = error.Text("Message")
            ?? (details is [_, ..] ? string.Join(' ', details) : $"The service answered {(int)statusCode} {statusCode} {code}".TrimEnd());
        return fail(new ServiceError(
            code,
            message,
            Enum.TryParse<ErrorType>(error.Text("Type"), ignoreCase: true, out var type) ? type : ErrorType.Unknown,
            tree.Text("RequestId")?.Trim() ?? input.ResponseData.GetHeaderValue("x-amzn-RequestId"),
            statusCode,
            innerException)
        { Details = details });
    }

    private static List<string> ReadMessages(XElement tree) =>
        tree.DescendantsAndSelf().FirstOrDefault(element => element.Name.LocalName == "Messages")?
            .Elements().Select(message => message.Value).ToList() ?? [];

    private static XElement LoadTree(XmlUnmarshallerContext input)
    {
        using var body = new MemoryStream();
        input.Stream.CopyTo(body);
        body.Position = 0;
        using var reader = XmlReader.Create(body, Reading);
        return XElement.Load(reader);
    }

    /// <summary>An error from a proxy or load balancer may not be XML.</summary>
    private static XElement LoadErrorTree(XmlUnmarshallerContext input)
    {
        try
        {
            return LoadTree(input);
        }
        catch (Exception failure) when (failure is XmlException or IOException)
        {
            return Empty;
        }
    }
}
