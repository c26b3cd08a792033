using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Pipeline.Contracts;

/// <summary>
/// A list of containers as JSON: an array, or, if the array is longer than <see cref="LongestArray"/>, the array compressed (gzip, RFC
/// 1952) and written as one Base64 string. Reads both forms.
/// </summary>
/// <remarks>
/// SNS accepts 256 KiB a message (<see href="https://docs.aws.amazon.com/sns/latest/dg/large-message-payloads.html"/>), and a report of
/// several hundred containers is longer. Compressed, it is about a sixth of its length.
/// </remarks>
internal sealed class ContainerListJson : JsonConverter<IReadOnlyList<ContainerSnapshot>>
{
    /// <summary>The longest array that is written uncompressed, in bytes.</summary>
    internal const int LongestArray = 128 * 1024;

    /// <summary>The longest array that is accepted after decompression, in bytes; a short string could expand to any length.</summary>
    private const int LongestDecompressed = 64 * 1024 * 1024;

    public override IReadOnlyList<ContainerSnapshot>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String
            ? JsonSerializer.Deserialize(Decompress(ref reader), ArrayType(options))
            : JsonSerializer.Deserialize(ref reader, ArrayType(options));

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<ContainerSnapshot> value, JsonSerializerOptions options)
    {
        var array = JsonSerializer.SerializeToUtf8Bytes(value as ContainerSnapshot[] ?? [.. value], ArrayType(options));
        if (array.Length <= LongestArray) writer.WriteRawValue(array, skipInputValidation: true);
        else writer.WriteBase64StringValue(Compress(array));
    }

    private static JsonTypeInfo<ContainerSnapshot[]> ArrayType(JsonSerializerOptions options) =>
        (JsonTypeInfo<ContainerSnapshot[]>)options.GetTypeInfo(typeof(ContainerSnapshot[]));

    private static ReadOnlySpan<byte> Compress(byte[] array)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal)) gzip.Write(array);
        return compressed.ToArray();
    }

    private static byte[] Decompress(ref Utf8JsonReader reader)
    {
        if (!reader.TryGetBytesFromBase64(out var compressed)) throw new JsonException("containers: expected an array or a Base64 string");
        try
        {
            using var gzip = new GZipStream(new MemoryStream(compressed), CompressionMode.Decompress);
            var array = new MemoryStream();
            var part = new byte[64 * 1024];
            while (gzip.Read(part) is > 0 and var read)
            {
                array.Write(part, 0, read);
                if (array.Length > LongestDecompressed)
                    throw new JsonException($"containers: the array decompresses to more than {LongestDecompressed} bytes");
            }

            return array.ToArray();
        }
        catch (InvalidDataException damaged)
        {
            throw new JsonException("containers: the string is not a gzip stream", damaged);
        }
    }
}
