using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Pipeline.Aws.Runtime.Operations;

namespace Pipeline.Aws.Runtime.Protocols;

/// <summary>
/// Reads members of a response by local name, in any namespace. A missing member is null; an empty collection is <see cref="Unset"/>.
/// </summary>
public static class XmlElementExtensions
{
    extension(XElement element)
    {
        public XElement? Child(string name) => element.Elements().FirstOrDefault(child => child.Name.LocalName == name);

        public string? Text(string name) => element.Child(name)?.Value;

        public bool? Boolean(string name) => element.Text(name) is { } text ? XmlConvert.ToBoolean(text.ToLowerInvariant()) : null;

        public long? Number(string name) => element.Text(name) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;

        /// <summary>A time in ISO 8601, as UTC.</summary>
        public DateTime? Time(string name) => element.Text(name) is { } text
            ? DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal)
            : null;

        public List<T>? List<T>(string name, Func<XElement, T> read) =>
            element.Child(name)?.Elements().Select(read).ToList() is { Count: > 0 } list ? list : Unset.List<T>();

        /// <summary>A map of <c>entry</c> elements, each with a <c>key</c> and a <c>value</c>.</summary>
        public Dictionary<string, string>? Map(string name) =>
            element.Child(name)?.Elements()
                .ToDictionary(entry => entry.Text("key") ?? "", entry => entry.Text("value") ?? "") is { Count: > 0 } map
                ? map
                : Unset.Map<string>();
    }
}
