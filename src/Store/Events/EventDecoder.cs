using System.Collections.Frozen;
using System.Text.Json;
using Marten;
using Npgsql;
using Pipeline.Core.Storage;
using Pipeline.Core.Vocabulary;

namespace Pipeline.Store.Events;

/// <summary>Deserializes stored events.</summary>
/// <param name="serializer">The serializer of the store that wrote them.</param>
/// <param name="kinds">The known kinds of events by their stored names (<see cref="EventNames"/>).</param>
internal sealed class EventDecoder(ISerializer serializer, FrozenDictionary<string, Type> kinds)
{
    /// <summary>Decodes the events of the registry's store.</summary>
    public EventDecoder(ISerializer serializer) : this(serializer, EventNames.OfRegistry) { }

    /// <param name="row">The current row holds an event.</param>
    /// <param name="kind">The column of its kind.</param>
    /// <param name="data">The column of its data.</param>
    /// <returns>The event; an <see cref="UnknownEvent"/> if its kind is unknown; null for a tombstone.</returns>
    public object? Read(NpgsqlDataReader row, int kind, int data) => Read(row, kind, data, out _);

    /// <param name="isWhole">Whether this version knows the kind and every word of the event.</param>
    public object? Read(NpgsqlDataReader row, int kind, int data, out bool isWhole)
    {
        var name = row.GetString(kind);
        if (kinds.TryGetValue(name, out var type))
        {
            var before = NewerWords.Met;
            var happened = serializer.FromJson(type, row, data);
            isWhole = NewerWords.Met == before;
            return happened;
        }

        isWhole = name == EventNames.Tombstone;
        return isWhole ? null : new UnknownEvent(name, TimeOf(row.GetString(data)));
    }

    private static DateTimeOffset? TimeOf(string data)
    {
        using var json = JsonDocument.Parse(data);
        return json.RootElement.ValueKind is JsonValueKind.Object && json.RootElement.TryGetProperty("At", out var at)
            && at.ValueKind is JsonValueKind.String && at.TryGetDateTimeOffset(out var time) ? time : null;
    }
}
