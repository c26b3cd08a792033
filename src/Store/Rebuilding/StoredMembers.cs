using System.Reflection;
using System.Text.Json.Serialization;

namespace Pipeline.Store.Rebuilding;

/// <summary>The members of a kind of document, by their stored names.</summary>
/// <param name="Known">Every member that this version stores.</param>
/// <param name="Later">
/// Those that documents of earlier versions do not have: they are left out while they are null. A document without them is as good as one
/// with them.
/// </param>
internal sealed record StoredMembers(string[] Known, string[] Later)
{
    public static StoredMembers Of<T>()
    {
        var stored = typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(member => member.GetCustomAttribute<JsonExtensionDataAttribute>() is null)
            .Select(member => (member.Name, member.GetCustomAttribute<JsonIgnoreAttribute>()?.Condition))
            .Where(member => member.Condition is not JsonIgnoreCondition.Always)
            .ToList();
        return new(
            [.. stored.Select(member => member.Name)],
            [.. stored.Where(member => member.Condition is JsonIgnoreCondition.WhenWritingNull).Select(member => member.Name)]);
    }
}
