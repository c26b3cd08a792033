using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Pipeline.Aws.Runtime.Operations;

namespace Pipeline.Aws.Runtime.Protocols;

/// <summary>
/// Reads members of a response by local name, in any namespace. A missing member is null, an empty collection is <see cref="Unset"/>; what
/// every answer has is <c>Required</c>: without it the response is not an answer.
/// </summary>
public static class XmlElementExtensions
{
    extension(XElement element)
    {
        public XElement? Child(string name) => element.Elements().FirstOrDefault(child => child.Name.LocalName == name);

        /// <exception cref="FormatException">It has no such child.</exception>
        public XElement Required(string name) =>
            element.Child(name) ?? throw new FormatException($"{element.Name.LocalName} has no {name}");

        public string? Text(string name) => element.Child(name)?.Value;

        /// <exception cref="FormatException">It has no such child, or an empty one.</exception>
        public string RequiredText(string name) => element.Required(name).Value is { Length: > 0 } text
            ? text
            : throw new FormatException($"{name} of {element.Name.LocalName} is empty");

        public bool? Boolean(string name) => element.Text(name) is { } text ? XmlConvert.ToBoolean(text.ToLowerInvariant()) : null;

        /// <exception cref="FormatException">It has no such child, or not a boolean.</exception>
        public bool RequiredBoolean(string name) => XmlConvert.ToBoolean(element.RequiredText(name).ToLowerInvariant());

        public long? Number(string name) => element.Text(name) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;

        /// <summary>A time in ISO 8601, as UTC.</summary>
        public DateTime? Time(string name) => element.Text(name) is { } text
            ? DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal)
            : null;

        public List<T>? List<T>(string name, Func<XElement, T> read) =>
            element.Child(name) is { } list ? ReadList(list, read) : Unset.List<T>();

        /// <exception cref="FormatException">It has no such child.</exception>
        public List<T>? RequiredList<T>(string name, Func<XElement, T> read) => ReadList(element.Required(name), read);

        /// <summary>A map of <c>entry</c> elements, each with a <c>key</c> and a <c>value</c>.</summary>
        /// <exception cref="FormatException">It has no such child.</exception>
        public Dictionary<string, string>? RequiredMap(string name) =>
            element.Required(name).Elements()
                .ToDictionary(entry => entry.RequiredText("key"), entry => entry.Text("value") ?? "") is { Count: > 0 } map
                ? map
                : Unset.Map<string>();
    }

    private static List<T>? ReadList<T>(XElement list, Func<XElement, T> read) =>
        list.Elements().Select(read).ToList() is { Count: > 0 } items ? items : Unset.List<T>();
}
