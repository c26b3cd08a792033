using System.Xml.Linq;

namespace Pipeline.Tests.Route53Emulator.Wire;

/// <summary>A response.</summary>
internal sealed record Answer(int Status, XElement Body)
{
    public static readonly XNamespace Namespace = "https://route53.amazonaws.com/doc/2013-04-01/";

    public static Answer Create(int status, string root, params object?[] content) => new(status, new XElement(Namespace + root, content));

    public static Answer Error(int status, string code, string message) => Create(
        status, "ErrorResponse",
        E("Error", E("Type", status < 500 ? "Sender" : "Receiver"), E("Code", code), E("Message", message)),
        E("RequestId", Guid.NewGuid()));

    public static XElement E(string name, params object?[] content) => new(Namespace + name, content);

    /// <summary>An element; null for null.</summary>
    public static XElement? Maybe(string name, object? value) => value is null ? null : E(name, value);
}
