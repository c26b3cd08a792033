using System.Buffers.Text;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Pipeline.Console.Api.Snapshots;

/// <summary>The bytes of an answer. They are made once for each change, and sent to everybody who asks the same.</summary>
internal sealed class Answer
{
    /// <summary>Below this size compression costs more than it saves.</summary>
    private const int WorthCompressing = 512;

    private const int HashBytes = 15;

    private readonly Lazy<byte[]> compressed;

    private Answer(byte[] body)
    {
        Body = body;
        Hash = Base64Url.EncodeToString(SHA256.HashData(body).AsSpan(0, HashBytes));
        compressed = new(() => Compress(body));
    }

    /// <summary>The answer as JSON.</summary>
    public byte[] Body { get; }

    /// <summary>
    /// Names the content: equal contents have equal hashes, also in another process or after a restart. It is the answer's ETag and the
    /// identifier of its event.
    /// </summary>
    public string Hash { get; }

    /// <summary>The body as gzip.</summary>
    public byte[] Compressed => compressed.Value;

    public bool WasCompressed => compressed.IsValueCreated;

    public bool IsWorthCompressing => Body.Length >= WorthCompressing;

    public static Answer Write<T>(T value, JsonTypeInfo<T> shape) => new(JsonSerializer.SerializeToUtf8Bytes(value, shape));

    private static byte[] Compress(byte[] body)
    {
        using var result = new MemoryStream();
        using (var gzip = new GZipStream(result, CompressionLevel.Fastest)) gzip.Write(body);
        return result.ToArray();
    }
}
