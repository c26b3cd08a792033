using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pipeline.Tests.Simulation.Messaging;

/// <summary>Messages as a newer version might write them.</summary>
internal static class NewerForm
{
    /// <summary>The members of facts that hold a word.</summary>
    private static readonly string[] Words = ["phase", "protocol", "health", "cause"];

    /// <summary>The same, with a member that this version does not know in every object.</summary>
    public static byte[] AddMembers(byte[] body) => Rewrite(body, members =>
        members["ofANewerVersion"] = new JsonObject { ["word"] = "Hovering", ["list"] = new JsonArray(1, "two") });

    /// <summary>The same, with words that this version does not know.</summary>
    public static byte[] ReplaceWords(byte[] body) => Rewrite(body, members =>
    {
        foreach (var member in Words)
            if (members[member] is JsonValue) members[member] = "Hovering";
    });

    private static byte[] Rewrite(byte[] body, Action<JsonObject> rewrite)
    {
        var root = JsonNode.Parse(body)!;
        Visit(root);
        return JsonSerializer.SerializeToUtf8Bytes(root);

        void Visit(JsonNode? node)
        {
            if (node is JsonArray array)
            {
                foreach (var item in array) Visit(item);
            }
            else if (node is JsonObject members)
            {
                foreach (var (_, value) in members.ToArray()) Visit(value);
                rewrite(members);
            }
        }
    }

    /// <summary>A message of a kind that only a newer version knows.</summary>
    public sealed record OfAKind;
}
