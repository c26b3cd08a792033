using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.Core.Pacing;

namespace Pipeline.History.Backtest;

/// <summary>Reads a duration as settings are written: <c>"30s"</c>, <c>"00:00:30"</c>, or 30 for seconds.</summary>
internal sealed class DurationJson : JsonConverter<TimeSpan?>
{
    public override TimeSpan? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.String when Durations.Parse(reader.GetString()!) is { } duration => duration,
        JsonTokenType.Number when reader.TryGetDouble(out var seconds) && seconds >= 0 && seconds < TimeSpan.MaxValue.TotalSeconds =>
            TimeSpan.FromSeconds(seconds),
        _ => throw new JsonException(),
    };

    public override void Write(Utf8JsonWriter writer, TimeSpan? value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value?.ToString("c"));
}
