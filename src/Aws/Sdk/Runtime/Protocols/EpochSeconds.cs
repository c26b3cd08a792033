using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pipeline.Aws.Runtime.Protocols;

/// <summary>Converts a time to seconds since 1970, with fractions; AWS states milliseconds, which a double does not hold exactly.</summary>
internal sealed class EpochSeconds : JsonConverter<DateTime>
{
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        DateTime.UnixEpoch.AddMilliseconds(Math.Round(reader.GetDouble() * 1_000));

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
        writer.WriteNumberValue((value.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds);
}
