namespace Pipeline.Aws.Runtime.Protocols;

/// <summary>The form of a query: nested members have dotted names, null members are omitted.</summary>
public sealed class QueryForm
{
    private readonly IDictionary<string, string> fields;
    private readonly string prefix;

    internal QueryForm(IDictionary<string, string> fields, string prefix = "") => (this.fields, this.prefix) = (fields, prefix);

    public QueryForm Add(string name, string? value)
    {
        if (value is not null) fields[prefix + name] = value;
        return this;
    }

    public QueryForm Add(string name, bool? value) => Add(name, value switch { true => "true", false => "false", null => null });

    public QueryForm Add(string name, MemoryStream? value) => Add(name, value is null ? null : Convert.ToBase64String(value.ToArray()));

    /// <summary>Writes a list as <c>NAME.member.1</c>, <c>NAME.member.2</c>, …</summary>
    public QueryForm AddList<T>(string name, IReadOnlyList<T>? items, Action<QueryForm, T> write)
    {
        for (var index = 0; index < (items?.Count ?? 0); index++) write(Nested($"{name}.member.{index + 1}"), items![index]);
        return this;
    }

    /// <summary>Writes a map as <c>NAME.entry.1.KEYNAME</c> and <c>NAME.entry.1.VALUENAME</c>, …</summary>
    public QueryForm AddMap<T>(
        string name, IReadOnlyDictionary<string, T>? map, string keyName, string valueName, Action<QueryForm, string, T> write)
    {
        foreach (var (index, (key, value)) in (map ?? new Dictionary<string, T>()).Index())
            write(Nested($"{name}.entry.{index + 1}").Add(keyName, key), valueName, value);
        return this;
    }

    /// <summary>The same form with a member's name as prefix.</summary>
    public QueryForm Nested(string name) => new(fields, $"{prefix}{name}.");
}
