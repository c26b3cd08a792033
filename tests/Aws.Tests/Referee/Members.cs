using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Amazon.Runtime;

namespace Pipeline.Aws.Tests.Referee;

/// <summary>The members of our requests and responses as JSON, under the names of their properties.</summary>
internal static class Members
{
    /// <summary>Sets those members of an object that its type has.</summary>
    public static object Fill(Type type, JsonNode value)
    {
        if (type == typeof(string)) return value.GetValue<string>();
        if (Nullable.GetUnderlyingType(type) is { } inner) return Fill(inner, value);
        if (type == typeof(bool)) return value.GetValue<bool>();
        if (type == typeof(int)) return value.GetValue<int>();
        if (type == typeof(long)) return value.GetValue<long>();
        if (type == typeof(MemoryStream)) return new MemoryStream(Convert.FromBase64String(value.GetValue<string>()));
        if (type.IsSubclassOf(typeof(ConstantClass))) return Activator.CreateInstance(type, value.GetValue<string>())!;
        var filled = Activator.CreateInstance(type)!;
        switch (filled)
        {
            case IList list:
                foreach (var item in value.AsArray()) list.Add(Fill(type.GetGenericArguments()[0], item!));
                break;
            case IDictionary map:
                foreach (var (key, item) in value.AsObject()) map.Add(key, Fill(type.GetGenericArguments()[1], item!));
                break;
            default:
                foreach (var (property, member) in Match(type, value.AsObject()))
                    property.SetValue(filled, Fill(property.PropertyType, member));
                break;
        }

        return filled;
    }

    /// <summary>The members of an object that are set.</summary>
    public static JsonNode? Read(object? value) => value switch
    {
        null => null,
        string text => text,
        bool flag => flag,
        int number => number,
        long number => number,
        DateTime { Kind: DateTimeKind.Utc } time => time.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
        MemoryStream bytes => Convert.ToBase64String(bytes.ToArray()),
        ConstantClass constant => constant.Value,
        IDictionary map => new JsonObject(map.Keys.Cast<string>().Select(key => KeyValuePair.Create(key, Read(map[key])))),
        IEnumerable list => new JsonArray([.. list.Cast<object>().Select(Read)]),
        _ => new JsonObject(Properties(value.GetType())
            .Select(property => KeyValuePair.Create(property.Name, Read(property.GetValue(value))))
            .Where(member => member.Value is not null)),
    };

    /// <summary>Those of the model's members that a type has, under the names of its properties.</summary>
    public static JsonNode Select(Type type, JsonNode value) => value switch
    {
        JsonArray list => new JsonArray([.. list.Select(item => Select(type.GetGenericArguments()[0], item!))]),
        JsonObject map when type.IsAssignableTo(typeof(IDictionary)) => new JsonObject(map
            .Select(item => KeyValuePair.Create(item.Key, (JsonNode?)Select(type.GetGenericArguments()[1], item.Value!)))),
        JsonObject members => new JsonObject(Match(type, members)
            .Select(match => KeyValuePair.Create(match.Property.Name, (JsonNode?)Select(match.Property.PropertyType, match.Member)))),
        _ => value.DeepClone(),
    };

    // The names differ in case alone: taskArn, TaskArn.
    private static IEnumerable<(PropertyInfo Property, JsonNode Member)> Match(Type type, JsonObject members) =>
        from property in Properties(type)
        join member in members on property.Name.ToLowerInvariant() equals member.Key.ToLowerInvariant()
        where member.Value is not null
        select (property, member.Value);

    private static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties().Where(property => property.DeclaringType!.Assembly != typeof(AmazonWebServiceResponse).Assembly);
}
