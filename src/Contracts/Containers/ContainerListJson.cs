using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Pipeline.Contracts;

/// <summary>
/// A list of containers on the wire: an array, or, where that would be long, the array compressed (gzip, RFC 1952) and written as one
/// string in Base64. Either is read.
/// </summary>
/// <remarks>
/// SNS takes 256 KiB a message (<see href="https://docs.aws.amazon.com/sns/latest/dg/large-message-payloads.html"/>), and a report of several
/// hundred containers is longer; compressed it is about a sixth.
/// </remarks>
internal sealed class ContainerListJson : JsonConverter<IReadOnlyList<ContainerSnapshot>>
{
    /// <summary>The longest array that is written as it is, in bytes.</summary>
    internal const int LongestArray = 128 * 1024;

    /// <summary>The longest array that is read, in bytes: a small string could unfold to anything.</summary>
    private const int LongestUnpacked = 64 * 1024 * 1024;

    public override IReadOnlyList<ContainerSnapshot>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String
            ? JsonSerializer.Deserialize(Unpack(ref reader), Shape(options))
            : JsonSerializer.Deserialize(ref reader, Shape(options));

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<ContainerSnapshot> value, JsonSerializerOptions options)
    {
        var array = JsonSerializer.SerializeToUtf8Bytes(value as ContainerSnapshot[] ?? [.. value], Shape(options));
        if (array.Length <= LongestArray) writer.WriteRawValue(array, skipInputValidation: true);
        else writer.WriteBase64StringValue(Pack(array));
    }

    private static JsonTypeInfo<ContainerSnapshot[]> Shape(JsonSerializerOptions options) => (JsonTypeInfo<ContainerSnapshot[]>)options.GetTypeInfo(typeof(ContainerSnapshot[]));

    private static ReadOnlySpan<byte> Pack(byte[] array)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal)) gzip.Write(array);
        return packed.ToArray();
    }

    private static byte[] Unpack(ref Utf8JsonReader reader)
    {
        if (!reader.TryGetBytesFromBase64(out var packed)) throw new JsonException("a list of containers is neither an array nor Base64");
        try
        {
            using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
            var array = new MemoryStream();
            var part = new byte[64 * 1024];
            while (gzip.Read(part) is > 0 and var read)
            {
                array.Write(part, 0, read);
                if (array.Length > LongestUnpacked) throw new JsonException($"a list of containers unfolds to more than {LongestUnpacked} bytes");
            }

            return array.ToArray();
        }
        catch (InvalidDataException damaged)
        {
            throw new JsonException("a list of containers cannot be unpacked", damaged);
        }
    }
}
