using System.Security.Cryptography;
using System.Text;

namespace Pipeline.HealthSaga.Saga;

/// <summary>
/// The identity of a container's saga. It follows from the container's identifier alone, so that everybody can compute it.
/// </summary>
public static class SagaId
{
    /// <summary>Processes share the sagas by shards.</summary>
    public const int Shards = 16;

    /// <summary>A UUID of version 8 (RFC 9562, section 5.8), derived from the identifier.</summary>
    public static Guid Of(string containerId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(containerId), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    public static int ShardOf(Guid saga)
    {
        Span<byte> bytes = stackalloc byte[16];
        saga.TryWriteBytes(bytes, bigEndian: true, out _);
        return bytes[0] % Shards;
    }
}
