using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime.Internal;

namespace Pipeline.Aws.Runtime.Protocols;

/// <summary>Writes the members of a request into path, query and body. Null members are omitted.</summary>
public sealed class RestXmlRequest
{
    private readonly DefaultRequest wire;
    private readonly XNamespace xmlNamespace;

    internal RestXmlRequest(DefaultRequest wire, XNamespace xmlNamespace) => (this.wire, this.xmlNamespace) = (wire, xmlNamespace);

    /// <exception cref="ArgumentException">The value is empty, so the path would be that of another resource.</exception>
    public RestXmlRequest Path(string name, string? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value, name);
        wire.AddPathResource($"{{{name}}}", value);
        return this;
    }

    public RestXmlRequest Query(string name, string? value)
    {
        if (value is not null) wire.Parameters[name] = value;
        return this;
    }

    /// <param name="root">Name of the document's root element.</param>
    /// <param name="members">Its children from <see cref="Element"/> and <see cref="List"/>; null ones are omitted.</param>
    public RestXmlRequest Body(string root, params IEnumerable<XElement?> members)
    {
        var document = new XElement(root, members);
        foreach (var element in document.DescendantsAndSelf()) element.Name = xmlNamespace + element.Name.LocalName;

        var body = new MemoryStream();
        using (var writer = XmlWriter.Create(
            body, new XmlWriterSettings { Encoding = new System.Text.UTF8Encoding(false), NewLineHandling = NewLineHandling.Entitize }))
            document.Save(writer);
        wire.Content = body.ToArray();
        wire.Headers["Content-Type"] = "application/xml";
        return this;
    }

    /// <summary>An element with a text, number or boolean in XML's format; null for null.</summary>
    public static XElement? Element(string name, object? value) => value switch
    {
        null => null,
        bool flag => new XElement(name, flag ? "true" : "false"),
        IFormattable number => new XElement(name, number.ToString(null, CultureInfo.InvariantCulture)),
        _ => new XElement(name, value.ToString()),
    };

    /// <summary>An element with children; null for null.</summary>
    public static XElement? Element<T>(string name, T? value, Func<T, IEnumerable<XElement?>> members)
        where T : class =>
        value is null ? null : new XElement(name, members(value));

    /// <summary>An element with one child per item; null for null.</summary>
    public static XElement? List<T>(string name, string itemName, IEnumerable<T>? items, Func<T, IEnumerable<XElement?>> members) =>
        items is null ? null : new XElement(name, items.Select(item => new XElement(itemName, members(item))));
}
