using System.Text.Json.Nodes;

namespace Pipeline.Promises.Tests;

/// <summary>Where two JSON texts differ.</summary>
internal static class JsonDifference
{
    /// <summary>The difference of a member that only the actual side has.</summary>
    public const string New = "is new";

    /// <summary>Lists that a later version may add to: the ways out of a state.</summary>
    private const string Growing = ".ways";

    /// <summary>The path of each difference, with both sides.</summary>
    public static IEnumerable<(string Path, string Difference)> Between(JsonNode? expected, JsonNode? actual, string path = "$")
    {
        switch (expected, actual)
        {
            case (JsonObject left, JsonObject right):
                foreach (var name in left.Select(member => member.Key).Union(right.Select(member => member.Key)))
                {
                    var at = $"{path}.{name}";
                    if (!left.ContainsKey(name)) yield return (at, New);
                    else if (!right.ContainsKey(name)) yield return (at, "is missing");
                    else
                        foreach (var difference in Between(left[name], right[name], at)) yield return difference;
                }

                break;
            case (JsonArray left, JsonArray right) when left.Count == right.Count:
                for (var index = 0; index < left.Count; index++)
                    foreach (var difference in Between(left[index], right[index], $"{path}[{index}]")) yield return difference;
                break;
            case (JsonArray left, JsonArray right) when path.EndsWith(Growing, StringComparison.Ordinal) && IsWithin(left, right):
                break;
            default:
                if (!JsonNode.DeepEquals(expected, actual))
                    yield return (path, $"was {expected?.ToJsonString() ?? "null"} and is {actual?.ToJsonString() ?? "null"}");
                break;
        }
    }

    private static bool IsWithin(JsonArray some, JsonArray all) => some.All(one => all.Any(other => JsonNode.DeepEquals(one, other)));
}
